//! Generates plans of any size, identical in every run. The sentences are our own and contain words typical
//! of plans. The first words occur in every other entry, the last ones in few.

use shisaku_model::{Entry, Heading, Kind, Manifest, Place, Plan, Report, Section, Status};
use wareki::FiscalYears;

/// Number of plans that share the entries.
const PLANS: usize = 50;
/// Number of chapters, of policies per chapter, and of subsections per policy.
const CONTENTS: [usize; 3] = [5, 4, 3];
/// Exponent of the falling word frequency (Zipf's law): rank to the power of -0.7.
const FALL: f64 = 0.7;
/// Approximate number of letters in an entry's own text.
const LETTERS: usize = 300;

const NOUNS: &str = "\
    支援 地域 事業 区民 情報 活動 商店街 団体 企業 施設 連携 相談 整備 環境 産業 推進 講座 子ども 高齢者 交流 \
    防災 福祉 計画 学校 参加 健康 教育 文化 観光 公園 中小企業 住宅 安全 窓口 協働 保育 人材 育成 制度 ボランティア \
    まちづくり 町会 自治会 補助金 広報 経営 融資 創業 事業者 介護 医療 介護予防 生活 就労 雇用 障害者 家庭 若者 女性 男女共同参画 \
    図書館 児童館 保育園 幼稚園 小学校 中学校 大学 生涯学習 スポーツ 体育館 文化財 芸術 音楽 祭り イベント 来街者 空き店舗 商品券 ポイントカード 個店 \
    駅前 駐輪場 自転車 道路 歩道 バリアフリー 交通 バス 鉄道 橋 河川 緑地 街路樹 景観 屋上緑化 再開発 耐震 空き家 マンション 木造住宅 \
    避難所 備蓄 消防団 防犯 防犯カメラ 見守り 訓練 帰宅困難者 災害 地震 水害 浸水 ハザードマップ 復興 救急 感染症 予防接種 健診 食育 栄養 \
    ごみ リサイクル 資源回収 省エネルギー 太陽光 温暖化 生物多様性 水質 騒音 清掃 食品ロス 環境学習 エコ活動 再生可能エネルギー 電気自動車 断熱 節電 雨水 湧水 農地 \
    特産品 物産展 ものづくり 製造業 技術 知的財産 特許 デザイン 新製品 販路 展示会 異業種 産学 研究 起業家 インキュベーション 事業承継 後継者 経営革新 生産性 \
    ホームページ データベース アプリ キャッシュレス オンライン 電子申請 マイナンバー 統計 アンケート 調査 審議会 協議会 条例 予算 財政 税 債権 契約 入札 監査 \
    職員 研修 採用 働き方 テレワーク 庁舎 証明書 戸籍 多言語 外国人 国際 姉妹都市 留学生 通訳 人権 平和 虐待 いじめ 不登校 給食 \
    放課後 学童保育 子育て 妊婦 産後 乳幼児 ひとり親 貧困 奨学金 生活保護 自立 ひきこもり 自殺対策 認知症 成年後見 地域包括 特別養護老人ホーム 訪問 リハビリ 手話 \
    点字 作業所 障害福祉 就学 特別支援 図工 読書 科学 プログラミング 部活動 伝統工芸 美術館 博物館 史跡 民俗 茶道 俳句 合唱 演劇 映画 \
    温泉 旅館 宿泊 土産 名所 桜 花火 灯籠 盆踊り 朝市 屋台 商店会 振興組合 信用保証 利子補給 税理士 診断士 専門家 アドバイザー コーディネーター \
    港 漁業 林業 里山 鳥獣 棚田 果樹 酪農 直売所 六次産業 空港 物流 倉庫 下水道 浄水場 水道管 斎場 墓地 動物 飼い主";

const DEEDS: &str = "\
    支援し 推進し 検討し 実施し 整備し 充実し 促進し 活用し 育成し 提供し 強化し 拡大し 開催し 周知し 見直し 取り組み 進め 図り 努め \
    行い 広げ 高め 設け 働きかけ 取りまとめ 呼びかけ 受け付け 引き継ぎ 立ち上げ 組み合わせ 支え 生かし 守り 育て つなげ";

/// N is a noun, V a verb before ます, Y a year of the plan, D a number.
const SENTENCES: &[&str] = &[
    "NのNを進めるため、NとNのNをVます。",
    "NやNを対象に、NをテーマとしたNを年D回Vます。",
    "N及びNと協力して、NのNについてVます。",
    "Y年度からNにNを加え、Nの利用者をD人に増やすことを目標にVます。",
    "Nが安心してNを利用できるよう、N・Nの両面からNをVます。",
    "国や都の動きを見ながら、NにかかわるNのあり方をVます。",
    "NへのNを通じて、だれもがNに親しめるNをVます。",
    "(例:N、NNの活用、NからNへの広がり)",
    "これまでのNに加えて、NによるNを新たにVます。",
];

const RESULTS: &[&str] = &[
    "Y年度にNをD回行い、D人が参加した。",
    "NとNのNを実施し、D団体にNを交付した。",
    "NのNについてNと話し合い、NをVました。",
    "Nの窓口でD件のNを受けた。NはY年度にD件であった。",
];

const HEADINGS: &[&str] = &["NのN", "NとN", "NNのN", "NをいかしたN"];

/// Generates this many entries, spread evenly over the plans.
pub(crate) fn plans(entries: usize) -> Vec<Plan> {
    let mut words = Words::new();
    (0..PLANS).map(|at| plan(at, entries * (at + 1) / PLANS - entries * at / PLANS, &mut words)).collect()
}

fn plan(at: usize, entries: usize, words: &mut Words) -> Plan {
    let id = format!("plan-{at:02}");
    let first = 2000 + u16::try_from(at % 20).unwrap_or_default();
    let manifest = Manifest {
        id: id.clone(),
        title: format!("第{}次{}計画", at / 10 + 1, words.noun()),
        plan_years: Some(FiscalYears::new(first, first + 9)),
        result_years: Some(FiscalYears::new(first, first + 2)),
        ..Manifest::default()
    };
    let mut plan = Plan { manifest, entries: Vec::with_capacity(entries), ..Plan::default() };
    // Every path from a chapter down to a subsection.
    let mut ways: Vec<Vec<Section>> = vec![Vec::new()];
    for (level, count) in (1..).zip(CONTENTS) {
        let mut deeper = Vec::new();
        for above in ways {
            for number in 1..=count {
                let prefix = above.last().map_or_else(|| format!("{id}/"), |last| format!("{}-", last.id));
                let title = words.one_of(HEADINGS, first);
                let section =
                    Section { id: format!("{prefix}{number}"), level, number: number.to_string(), title };
                plan.sections.push(section.clone());
                deeper.push(above.iter().cloned().chain([section]).collect());
            }
        }
        ways = deeper;
    }
    for number in 0..entries {
        let way = &ways[number * ways.len() / entries];
        plan.entries.push(entry(&plan.manifest, way, number, words));
    }
    plan
}

fn entry(plan: &Manifest, way: &[Section], number: usize, words: &mut Words) -> Entry {
    let kind = match words.below(40) {
        0 => Kind::Removed,
        1 => Kind::Framework,
        2 => Kind::Note,
        3 => Kind::Preamble,
        _ => Kind::Measure,
    };
    let first = plan.plan_years.and_then(FiscalYears::first).unwrap_or(2000);
    let (local, lasts) = (number + 1, words.below(3));
    let mut entry = Entry::new(&plan.id, &local.to_string(), kind);
    words.begin_entry();
    entry.number = format!("({local})");
    entry.title = words.one_of(HEADINGS, first);
    entry.path = way.iter().map(|s| Heading { number: s.number.clone(), title: s.title.clone() }).collect();
    entry.sections = way.iter().map(|section| section.id.clone()).collect();
    entry.period = Some(["短期", "中期", "長期"][lasts].to_owned());
    entry.plan_years = Some(FiscalYears::new(first, first + [2, 4, 9][lasts]));
    entry.category = [vec!["新規".to_owned()], vec!["再掲".to_owned()], vec![]][words.below(3)].clone();
    let mut letters = 0;
    while letters < LETTERS {
        let paragraph = words.one_of(SENTENCES, first) + &words.one_of(SENTENCES, first);
        letters += paragraph.chars().count();
        entry.body.push(paragraph);
    }
    let status = [Status::Reported, Status::Reported, Status::NoneStated, Status::Blank][words.below(4)];
    let text = match status {
        Status::Reported => words.one_of(RESULTS, first) + &words.one_of(RESULTS, first),
        Status::NoneStated => "実績なし".to_owned(),
        _ => String::new(),
    };
    let line = u32::try_from(local).unwrap_or(1);
    let source = Place::line(format!("{}/plan.txt", plan.id), line);
    entry.add_report(Report { years: plan.result_years, text, status, source });
    // There are thirty departments. Three entries in four have related ones, and one in three names
    // organisations.
    let department = |number: usize| format!("第{number}課");
    entry.groups.departments = vec![department(words.below(30))];
    entry.groups.related_departments = (0..words.below(4)).map(|_| department(words.below(30))).collect();
    if words.below(3) == 0 {
        let body = words.below(60);
        entry.groups.organisations =
            vec![format!("第{body}協会"), format!("第{body}協会第{}支部", words.below(3))];
    }
    entry
}

/// A pseudo-random source of words with a fixed seed.
struct Words {
    state: u64,
    nouns: Vec<&'static str>,
    /// Cumulative share of all draws, for each noun and those before it.
    shares: Vec<f64>,
    deeds: Vec<&'static str>,
    /// Main topics of the current entry.
    subjects: Vec<&'static str>,
}

impl Words {
    fn new() -> Self {
        let nouns: Vec<_> = NOUNS.split_whitespace().collect();
        let mut sum = 0.0;
        let mut shares: Vec<f64> = Vec::with_capacity(nouns.len());
        for rank in 1..=nouns.len() {
            sum += (rank as f64).powf(-FALL);
            shares.push(sum);
        }
        shares.iter_mut().for_each(|share| *share /= sum);
        let deeds = DEEDS.split_whitespace().collect();
        Self { state: 20_110_401, nouns, shares, deeds, subjects: Vec::new() }
    }

    /// Returns the next number of the sequence (splitmix64).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn noun(&mut self) -> &'static str {
        let share = self.next() as f64 / u64::MAX as f64;
        self.nouns[self.shares.partition_point(|&end| end < share).min(self.nouns.len() - 1)]
    }

    /// Chooses the topics of the next entry. Real texts also keep to a few subjects.
    fn begin_entry(&mut self) {
        self.subjects = (0..6).map(|_| self.noun()).collect();
    }

    fn one_of(&mut self, sentences: &[&str], first_year: u16) -> String {
        let sentence = self.pick(sentences);
        self.fill(sentence, first_year)
    }

    fn fill(&mut self, sentence: &str, first_year: u16) -> String {
        let mut text = String::with_capacity(sentence.len() * 3);
        for c in sentence.chars() {
            match c {
                'N' if !self.subjects.is_empty() && self.below(3) > 0 => {
                    let subject = self.below(self.subjects.len());
                    text.push_str(self.subjects[subject]);
                }
                'N' => text.push_str(self.noun()),
                'V' => {
                    let deed = self.below(self.deeds.len());
                    text.push_str(self.deeds[deed]);
                }
                'Y' => text.push_str(&format!("平成{}", usize::from(first_year - 1988) + self.below(10))),
                'D' => text.push_str(&(self.below(300) + 1).to_string()),
                c => text.push(c),
            }
        }
        text
    }
}

#![allow(clippy::unwrap_used)]
use encoding_rs::{EUC_JP, SHIFT_JIS};
use shisaku_model::Block;

use super::*;
use crate::formats::shown::shown;

fn page(body: &str) -> Vec<String> {
    shown(&WebPage.read("a.html", body.as_bytes()).unwrap().0)
}

#[test]
fn reads_the_main_part() {
    let html = "<title>題</title><body><nav>案内</nav><header>市</header><main><header><h1>計画</h1></header>
        <p>本文 \n の　<ruby>都<rp>(</rp><rt>と</rt></ruby>市<br>次<p hidden>隠す</p><select><option>選ぶ</select>
        <details><summary>詳しく</summary>開いた</details></main><footer>住所</footer>";
    assert_eq!(page(html), ["h1 計画", "p 本文 の　都市/次", "h101 詳しく", "p 開いた"]);
    assert_eq!(page("<header>市</header><div id=x>本文</div>外"), ["p 本文", "p 外"]);
    assert_eq!(page("<header>市だけ</header>"), ["p 市だけ"]);
}

#[test]
fn reads_lists() {
    let html = "<ul><li>一<ol start=3><li>二<li>(4) 三<li><p>四<p>五</ol></ul><dl><dt>用語<dd>説明</dl>";
    assert_eq!(page(html), ["i0 一", "i1 3. 二", "i1 (4) 三", "i1 5. 四", "i1 五", "t0 0用語|1説明"]);
}

#[test]
fn a_heading_of_a_deeper_level_is_no_title_of_a_bare_number() {
    let html = "<h2>基本方針１</h2><h3>（1）読書</h3><p>文<h2>基本方針２</h2><h3>給食</h3>";
    assert_eq!(page(html), ["h2 基本方針１", "h3 （1）読書", "p 文", "h2 基本方針２", "h3 給食"]);
    assert_eq!(page("<h2><span>3</span><div>題</div></h2>"), ["h2 3 題"]);
}

#[test]
fn a_value_of_a_record_may_be_a_list() {
    let html = "<dl><dt>担当課<dd><ul><li>一課<li>二課</ul><dt>期間<dd>短期</dl>";
    assert_eq!(page(html), ["t0 0担当課|1一課/二課||0期間|1短期"]);
    let html = "<dl><dt>(1) 読書<dd><ul><li>絵本を配る。</ul></dl>";
    assert_eq!(page(html), ["i0 (1) 読書", "i1 絵本を配る。"]);
}

#[test]
fn reads_tables() {
    let html = "<table><caption>一覧</caption><tr><th rowspan=2>番号<th colspan=2>年度<tr><th>5<th>6
        <tr><td>1<td>実施<br>中<table><tr><td>内<td>表</table><td colspan=9999>済</table>
        <table role=presentation><tr><td>左<td>右</table>";
    assert_eq!(
        page(html),
        ["p 一覧", "t2 0番号|1年度||15|26||01|1実施/中|2済", "t0 0内|1表", "p 左", "p 右"]
    );
    let (document, _) = WebPage.read("a.html", html.as_bytes()).unwrap();
    let Block::Table(grid) = &document.blocks[1] else { unreachable!() };
    assert_eq!(
        (grid.rows[0][0].row_span, grid.rows[0][1].column_span, grid.rows[2][2].column_span),
        (2, 2, 1000)
    );
    let numbers: Vec<u32> = document.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 4, 5]);
}

#[test]
fn reads_older_encodings() {
    for encoding in [SHIFT_JIS, EUC_JP] {
        let html = format!("<meta http-equiv=x content='text/html; charset={}'><p>施策", encoding.name());
        let (bytes, _, _) = encoding.encode(&html);
        assert_eq!(shown(&WebPage.read("a.html", &bytes).unwrap().0), ["p 施策"]);
    }
    assert_eq!(WebPage.read("a.html", b"<script>x</script>").unwrap_err().code, "empty_file");
}

#[test]
fn deep_nesting_is_read() {
    assert_eq!(page(&format!("{}深い", "<div>".repeat(100_000))), ["p 深い"]);
    for cell in ["<table><tr><td>", "<table><tr><td>あ<td>"] {
        assert!(page(&format!("{}深い", cell.repeat(2_000))).concat().contains("深い"), "{cell}");
    }
}

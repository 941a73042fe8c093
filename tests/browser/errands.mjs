// Typical tasks of users: by mouse, keyboard and touch, with scripts and without.

import assert from 'node:assert/strict';
import { PAGES, STATES, WIDE, WIDTHS, base, check, checks, open, overflow, violations } from './kit.mjs';

await check('filters stand open where there is room', {}, async (page) => {
  await open(page, PAGES.home);
  for (const name of [/^施策/, /^短期/, /^なし/]) {
    assert(await page.getByRole('checkbox', { name }).isVisible(), String(name));
  }
  assert(!(await page.locator('.filters > summary').isVisible()), 'nothing to open or close');
});

const PHONE = { width: 390, viewport: { width: 390, height: 844 } };
await check('the first screen of a phone says what this is and shows how to begin', PHONE, async (page) => {
  await open(page, PAGES.home);
  for (const of of ['.above p', '#q', '#q-hint', '.examples li:last-child a']) {
    const box = await page.locator(of).boundingBox();
    assert(box.y + box.height <= 844, `${of} ends at ${box.y + box.height}`);
  }
  for (const example of await page.locator('.examples a').allTextContents()) {
    await open(page, PAGES.home);
    await page.locator('.examples').getByRole('link', { name: example }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === example);
    assert(await page.locator('.items:not(.partial) .item').count(), example);
  }
});

await checks(['/?q=商店街', '/?q=バリヤフリー', '/?q=商店街&kind=measure&has_result=false', '/?q=店を始めたい'].map((path) =>
  [`the first hit begins on the first screen: ${path}`, PHONE, async (page) => {
    await open(page, path);
    const { y } = await page.locator('.item').first().boundingBox();
    console.log(`${path}: the first hit at y = ${Math.round(y)}`);
    assert(y <= 600, `y = ${y}`);
  }]));

await check('the filters are applied from wherever one is in them', PHONE, async (page) => {
  await open(page, STATES.results);
  await page.locator('.filters > summary').click();
  await page.getByRole('checkbox', { name: /^短期/ }).check();
  const { y, height } = await page.locator('.apply').boundingBox();
  assert(y >= 0 && y + height <= 844, `at ${y}`);
  await page.locator('.apply').click();
  await page.waitForURL((url) => url.searchParams.get('period') === '短期');
});

const TOUCHED = 'input[type=search], button, select, summary, .choice, .chips a, .pager a, .item h3 a, .spellings a, '
  + '.help a, .contents a, .words-list a, .subjects a, .sum a, .take summary, .examples a, .numbers a, .overdue a, .files a, .looks a, .others a, '
  + '.crumbs a, .facts dd a, .glossary dt a, header.site a, footer.site a';
const touched = ['/?q=商店街と街の短期計画&has_result=true&limit=5', PAGES.home, PAGES.progress, PAGES.help, PAGES.glossary,
  PAGES.entry, STATES.removed, '/entries/meguro-vision/5-2-7-1'];
await checks(touched.map((path) => [`what is touched is large enough: ${path}`, { width: 360 }, async (page) => {
  await open(page, path);
  for (const summary of await page.locator('summary').all()) await summary.click();
  const small = await page.locator(TOUCHED).evaluateAll((all) => all
    .filter((of) => of.checkVisibility() && of.getBoundingClientRect().height < 44)
    .map((of) => `${of.getBoundingClientRect().height} px: ${of.outerHTML.slice(0, 80)}`));
  assert.deepEqual(small, []);
}]));

await check('the keyboard leads past the filters and shows where it is', {}, async (page) => {
  await open(page, PAGES.narrowed);
  await page.keyboard.press('Tab');
  const skip = page.locator(':focus');
  assert.equal(await skip.textContent(), '検索結果へ');
  assert((await skip.boundingBox()).x >= 0, 'the link is on the screen while it has the focus');
  assert(parseFloat(await skip.evaluate((of) => getComputedStyle(of).outlineWidth)) >= 2);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert(await page.locator('.results :focus').count(), 'the next stop is in the results');
});

/** From the first page through the contents to the shopping street measures without results: three actions. */
async function byContents(page, act) {
  await open(page, '/');
  await act(page.locator('.contents a', { hasText: '商店街の形成' }));
  await page.waitForURL((url) => url.searchParams.has('policy'));
  await page.locator('.chips').waitFor();
  await act(page.getByRole('checkbox', { name: /^なし/ }));
  await act(page.getByRole('button', { name: 'この条件で表示する' }));
  await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
  await page.waitForFunction(() => document.querySelector('.total').textContent === '3');
}

/** From the first page through the progress table to the shopping street measures without results: two actions. */
async function byProgress(page, act) {
  await open(page, '/');
  await act(page.getByRole('link', { name: '進み具合' }));
  await page.waitForURL('**/progress');
  const row = page.locator('tr', { hasText: '商店街の形成' });
  await act(row.locator('td').first().getByRole('link', { name: /^なし/ }));
  await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
  assert.equal(await page.locator('.total').textContent(), '2');
}

const byKeyboard = async (of) => {
  await of.focus();
  await of.press((await of.getAttribute('type')) === 'checkbox' ? 'Space' : 'Enter');
};
await check('three actions by keyboard', {}, (page) => byContents(page, byKeyboard));
await check('two actions by keyboard', {}, (page) => byProgress(page, byKeyboard));
await check('two actions by touch', { width: 390 }, (page) => byProgress(page, (of) => of.tap()));
await check('two actions by touch without scripts', { width: 390, javaScriptEnabled: false },
  (page) => byProgress(page, (of) => of.tap()));
await check('three actions without scripts', { javaScriptEnabled: false }, async (page) => {
  await open(page, '/');
  await page.locator('.contents a', { hasText: '商店街の形成' }).click();
  await page.getByRole('checkbox', { name: /^なし/ }).check();
  await page.getByRole('button', { name: 'この条件で表示する' }).click();
  await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
  assert.equal(await page.locator('.total').textContent(), '3');
});

/** A resident's task: search, filter, read a hit, go back. */
async function errand(page) {
  await open(page, '/');
  await page.getByLabel('言葉で探す').fill('商店街');
  await page.getByLabel('言葉で探す').press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === '商店街');
  const summary = page.locator('.filters > summary');
  if (await summary.isVisible()) await summary.click();
  await page.getByRole('checkbox', { name: /^施策/ }).check();
  await page.getByRole('checkbox', { name: /^なし/ }).check();
  await page.getByRole('button', { name: 'この条件で表示する' }).click();
  await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('q'), asked.getAll('kind')], ['商店街', ['measure']]);
  assert.equal(await page.locator('.total').textContent(), '3');
  assert.equal(await page.locator('.item').count(), 3);
  assert.equal(await page.getByLabel('言葉で探す').inputValue(), '商店街');
  const hit = page.locator('.item h3 a').first();
  const title = await hit.textContent();
  await hit.click();
  await page.waitForURL(/\/entries\//);
  assert.equal(await page.locator('h1').textContent(), title);
  await page.goBack();
  assert.equal(await page.locator('.item').count(), 3, 'the address is the whole state');
}

for (const width of WIDTHS) {
  await check(`an errand at ${width} px`, { width }, errand);
  await check(`an errand at ${width} px without scripts`, { width, javaScriptEnabled: false }, errand);
}

for (const width of WIDTHS) {
  const options = { width, javaScriptEnabled: false };
  await check(`words read as conditions are taken back at ${width} px`, options, async (page) => {
    await open(page, STATES.understood);
    const words = () => page.locator('.chips .words').allTextContents();
    assert.deepEqual(await words(), ['「第2節」', '「長期計画」', '「実績なし」', '「施策」']);
    await page.locator('.chips a', { hasText: '「実績なし」' }).click();
    await page.waitForURL((url) => !url.searchParams.get('q').includes('実績なし'));
    assert.equal(await page.getByLabel('言葉で探す').inputValue(), '第2節の長期計画の施策を一覧');
    assert.deepEqual(await words(), ['「第2節」', '「長期計画」', '「施策」']);
    const summary = page.locator('.filters > summary');
    if (await summary.isVisible()) await summary.click();
    await page.locator('a.choice', { hasText: '長期' }).click();
    await page.waitForURL((url) => !url.searchParams.get('q').includes('長期'));
    assert.deepEqual(await words(), ['「第2節」', '「施策」']);
    await page.getByRole('link', { name: 'すべての条件を外す' }).click();
    await page.waitForURL((url) => !/第2節|施策/.test(url.searchParams.get('q') ?? ''));
    assert.equal(await page.locator('.chips').count(), 0);
  });
}

await check('other spellings are left out and taken in again', { javaScriptEnabled: false }, async (page) => {
  await open(page, STATES.spellings);
  const titles = () => page.locator('.item h3').allTextContents();
  const before = await titles();
  await page.getByRole('link', { name: '入力された言葉だけで探す' }).click();
  await page.waitForURL((url) => url.searchParams.get('exact') === 'true');
  assert.notDeepEqual(await titles(), before);
  await page.getByRole('link', { name: '別の書き方も含めて探す' }).click();
  await page.waitForURL((url) => !url.searchParams.has('exact'));
  assert.deepEqual(await titles(), before);
});

for (const width of [320, WIDE]) {
  await check(`every example finds something at ${width} px`, { width }, async (page) => {
    await open(page, PAGES.home);
    const help = page.locator('.help');
    assert(!(await help.locator('a').first().isVisible()), 'closed until it is wanted');
    await help.locator('summary').click();
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0);
    const count = await help.locator('a').count();
    assert(count >= 8);
    for (let at = 0; at < count; at += 1) {
      await open(page, PAGES.home);
      await help.locator('summary').click();
      const text = await help.locator('a').nth(at).textContent();
      await help.locator('a').nth(at).click();
      await page.waitForURL((url) => url.searchParams.get('q') === text);
      assert(await page.locator('.items:not(.partial) .item').count(), text);
    }
  });
}

const FILTERS = [['kind', 'measure'], ['period', '短期'], ['has_result', 'false'], ['policy', 'meguro-vision/5-5'],
  ['organisation', '目黒区商店街連合会'], ['status', 'none_stated'], ['year', '2014']];
await checks(FILTERS.map(([key, value]) => [`a filter finds as many as it says and as the API: ${key}`, {}, async (page) => {
  await open(page, STATES.results);
  for (const summary of await page.locator('.folded summary').all()) await summary.click();
  const box = page.locator(`input[name="${key}"][value="${value}"]`);
  const told = (await box.locator('xpath=..').textContent()).match(/(\d+)件$/)[1];
  await box.check();
  await page.getByRole('button', { name: 'この条件で表示する' }).click();
  await page.waitForURL((url) => url.searchParams.getAll(key).includes(value));
  await page.waitForFunction((count) => document.querySelector('.total').textContent === count, told);
  const api = await (await page.request.get(`${base}/api/v1/search${new URL(page.url()).search}`)).json();
  assert.equal(String(api.total_count), told);
}]));

await check('readings are shown and never copied', { width: 390 }, async (page) => {
  await open(page, PAGES.entry);
  const plan = () => page.evaluate(() => {
    getSelection().selectAllChildren(document.querySelector('.plan'));
    return getSelection().toString().replaceAll(/\s/g, '');
  });
  const plain = await plan();
  await page.getByRole('link', { name: 'ふりがなを付ける' }).click();
  await page.waitForURL('**?ruby=on');
  assert(await page.locator('.plan rt').first().isVisible());
  assert.equal(await plan(), plain);
  await page.getByRole('link', { name: 'ふりがなを外す' }).click();
  await page.waitForURL((url) => url.search === '');
});

await check('a term leads to its explanation and back', { javaScriptEnabled: false }, async (page) => {
  await open(page, PAGES.entry);
  await page.locator('.plan a.term').click();
  assert.equal(await page.locator('dt:target').textContent(), 'BCP');
  await page.goBack();
  assert.equal(new URL(page.url()).hash, '');
});

for (const javaScriptEnabled of [true, false]) {
  await check(`an errand in English, scripts ${javaScriptEnabled}`, { width: 390, javaScriptEnabled }, async (page) => {
    await open(page, PAGES.help);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL('**/help?lang=en');
    await page.getByRole('link', { name: 'the search page' }).click();
    await page.getByLabel('Search by words').fill('商店街');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === '商店街' && url.searchParams.get('lang') === 'en');
    await page.locator('.filters > summary').click();
    await page.getByRole('checkbox', { name: /^None/ }).check();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
    await page.getByText('3 results').first().waitFor();
    await page.locator('.item h3 a').first().click();
    await page.waitForURL(/\/entries\/.*lang=en/);
    assert.equal(await page.locator('.result h2').textContent(), 'Result');
    await page.getByRole('link', { name: '日本語' }).click();
    await page.waitForURL((url) => !url.search.includes('lang'));
    assert.equal(await page.locator('.result h2').textContent(), '実績');
  });
}

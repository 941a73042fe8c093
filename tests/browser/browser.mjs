// What only a browser can tell of the pages: contrast, widths, the keyboard, scripts off.
// node browser.mjs ADDRESS   (run.sh starts the server and calls this)

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const base = process.argv[2];
assert(base, 'usage: node browser.mjs ADDRESS');
const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

const PAGES = {
  home: '/',
  narrowed: '/?q=商店街&kind=measure&has_result=false',
  nothing: '/?q=新型コロナ 給付金&period=短期',
  partial: '/?q=商店街 宇宙',
  understood: '/?q=第2節の長期計画で実績なしの施策を一覧',
  spellings: '/?q=おしゃれな街',
  years: '/?q=2012年度 融資',
  unknown: '/?q=図書館の開館時間は?',
  entry: '/entries/meguro-vision/5-1-3-3',
  removed: '/entries/meguro-vision/5-6-r3',
  printed: '/print?q=商店街&kind=measure',
  missing: '/nix',
};
const WIDTHS = [320, 360, 1280];
const WIDE = 1280;
const SCHEMES = ['light', 'dark'];
// The root's own size in style.css, doubled.
const TWICE = '212.5%';

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run'],
});

let passed = 0;
let failed = 0;

/** One check on a fresh page; whatever the page complains about or asks of others is a failure too. */
async function check(name, options, run) {
  const { width = WIDE, ...more } = options;
  const context = await browser.newContext({
    viewport: { width, height: width < WIDE ? 740 : 900 },
    isMobile: width < WIDE,
    hasTouch: width < WIDE,
    locale: 'ja-JP',
    ...more,
  });
  const complaints = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(`${base}/`)) complaints.push(`asks another host: ${request.url()}`);
  });
  context.on('weberror', (error) => complaints.push(`script error: ${error.error()}`));
  context.on('console', (message) => {
    // The browser itself logs the status of a page that is not there.
    const expected = message.location().url === `${base}${PAGES.missing}`;
    if (message.type() === 'error' && !expected) complaints.push(`console: ${message.text()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await run(page);
    assert.deepEqual(complaints, []);
    passed += 1;
  } catch (error) {
    failed += 1;
    console.error(`FAILED ${name}\n  ${String(error.message ?? error).replaceAll('\n', '\n  ')}`);
  } finally {
    await context.close();
  }
}

const open = (page, path) => page.goto(base + encodeURI(path));

/** The rules of WCAG A and AA that the page breaks, each with the first place. */
async function violations(page) {
  // The pages allow no scripts; the debugger's own evaluation is not theirs to allow.
  const session = await page.context().newCDPSession(page);
  const evaluate = async (expression) => {
    const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    assert(!answer.exceptionDetails, JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  };
  await evaluate(`${axe};0`);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await evaluate(`axe.run(document, {runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations']})
    .then(({violations}) => violations.map(({id, nodes}) => id + ': ' + nodes[0].html))`);
  await session.detach();
  return found;
}

/** Pixels by which the page is wider than the window. */
const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const width of WIDTHS) {
  for (const colorScheme of SCHEMES) {
    for (const [name, path] of Object.entries(PAGES)) {
      await check(`${name} at ${width} px, ${colorScheme}`, { width, colorScheme }, async (page) => {
        await open(page, path);
        await page.screenshot({ path: `${shots}${name}-${width}-${colorScheme}.png`, fullPage: true });
        assert.deepEqual(await violations(page), []);
        assert.equal(await overflow(page), 0, 'wider than the window');
        if (width < WIDE && (await page.locator('.filters').count()) > 0) {
          assert(!(await page.getByText('計画区分').first().isVisible()), 'filters are closed on a phone');
          for (const summary of await page.locator('.filters summary').all()) await summary.click();
          assert.deepEqual(await violations(page), [], 'filters opened');
          assert.equal(await overflow(page), 0, 'filters opened');
        }
      });
    }
  }
}

for (const [name, path] of Object.entries(PAGES)) {
  await check(`${name} with text twice as large at 320 px`, { width: 320 }, async (page) => {
    await open(page, path);
    for (const summary of await page.locator('.filters summary').all()) await summary.click();
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, TWICE);
    assert.equal(await overflow(page), 0);
  });
}

await check('forced colours', { forcedColors: 'active' }, async (page) => {
  await open(page, PAGES.narrowed);
  assert.deepEqual(await violations(page), []);
});

await check('filters stand open where there is room', {}, async (page) => {
  await open(page, PAGES.home);
  for (const name of [/^施策/, /^短期/, /^なし/]) {
    assert(await page.getByRole('checkbox', { name }).isVisible(), String(name));
  }
  assert(!(await page.locator('.filters > summary').isVisible()), 'nothing to open or close');
});

await check('what is touched is large enough', { width: 360 }, async (page) => {
  await open(page, '/?q=商店街と街の短期計画&has_result=true&limit=5');
  for (const summary of await page.locator('summary').all()) await summary.click();
  const touched = 'input[type=search], button, select, summary, .choice, .chips a, .pager a, .item-title a, '
    + '.spellings a, .help a';
  for (const part of touched.split(', ')) assert(await page.locator(part).count(), `${part} is there`);
  const small = await page.locator(touched).evaluateAll((all) => all
    .filter((of) => of.checkVisibility() && of.getBoundingClientRect().height < 44)
    .map((of) => `${of.getBoundingClientRect().height} px: ${of.outerHTML.slice(0, 80)}`));
  assert.deepEqual(small, []);
});

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

/** A resident's errand: search, narrow down, read a hit, go back. */
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
  const hit = page.locator('.item-title a').first();
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
    await open(page, PAGES.understood);
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
  await open(page, PAGES.spellings);
  const titles = () => page.locator('.item-title').allTextContents();
  const before = await titles();
  await page.getByRole('link', { name: '入力どおりの表記だけで探す' }).click();
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

// A check that cannot fail proves nothing.
await check('negative control: a broken page is found out', { width: 320 }, async (page) => {
  await page.setContent(`<title></title><meta name="viewport" content="width=device-width"><img src="data:,"><input><a href="#"></a>
    <p style="color:#ccc;background:#fff;width:900px">薄い文字</p>`);
  const found = (await violations(page)).map((violation) => violation.split(':')[0]);
  for (const rule of ['html-has-lang', 'image-alt', 'label', 'link-name', 'color-contrast']) {
    assert(found.includes(rule), `${rule} is not found: ${found}`);
  }
  assert((await overflow(page)) > 0, 'nor is the overflow');
});

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

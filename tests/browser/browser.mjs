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
  table: '/?q=商店街&view=list',
  printed: '/print?q=商店街&kind=measure',
  progress: '/progress',
  glossary: '/glossary',
  data: '/data',
  help: '/help',
  accessibility: '/accessibility',
  missing: '/nix',
};
const WIDTHS = [320, 390, 1280];
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
async function check(name, options, run, expected = []) {
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
    const known = message.location().url === `${base}${PAGES.missing}`
      || expected.some((pattern) => pattern.test(message.text()));
    if (message.type() === 'error' && !known) complaints.push(`console: ${message.text()}`);
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

// What scripts add.

/** Addresses asked for from now on, without the page's own files. */
function asked(page) {
  const all = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (!pathname.startsWith('/assets/')) all.push(decodeURIComponent(pathname + search));
  });
  return all;
}

await check('a conversion asks for nothing and its Enter sends nothing', {}, async (page) => {
  await open(page, PAGES.home);
  const requests = asked(page);
  const input = page.getByLabel('言葉で探す');
  await input.focus();
  const session = await page.context().newCDPSession(page);
  for (const text of ['s', 'し', 'しょ', 'しょう', 'しょうてん', '商店', '商店街']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  // The key that confirms a conversion, as Chromium tells of it.
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 });
  assert.deepEqual(requests, [], 'nothing while composing');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  const offered = page.waitForResponse((response) => response.url().includes('/api/v1/suggest'));
  await session.send('Input.insertText', { text: '商店街' });
  await offered;
  assert.deepEqual(requests, ['/api/v1/suggest?q=商店街&limit=8'], 'once when it is done');
  assert.equal(new URL(page.url()).search, '', 'and no search');
});

await check('completions are a combobox', {}, async (page) => {
  await open(page, PAGES.home);
  const input = page.getByRole('combobox', { name: '言葉で探す' });
  await input.pressSequentially('しょうてn');
  const options = page.getByRole('option');
  await options.first().waitFor();
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await violations(page), [], 'the list is open');
  await input.press('ArrowDown');
  await input.press('ArrowDown');
  const second = options.nth(1);
  assert.equal(await second.getAttribute('aria-selected'), 'true');
  assert.equal(await input.getAttribute('aria-activedescendant'), await second.getAttribute('id'));
  assert.equal(await input.inputValue(), 'しょうてn', 'what is typed stays until one is chosen');
  await input.press('Escape');
  assert(!(await options.first().isVisible()));
  await input.press('g');
  await options.first().waitFor();
  const text = await options.first().getAttribute('data-text');
  const count = parseInt(await options.first().locator('.count').textContent(), 10);
  await options.first().click();
  await page.waitForURL((url) => url.searchParams.get('q') === text);
  await page.waitForFunction((hits) => document.querySelector('.total').textContent === String(hits), count);
});

await check('results change in place, are told, and history leads back', {}, async (page) => {
  await open(page, PAGES.home);
  await page.evaluate(() => { window.same = true; });
  const input = page.getByLabel('言葉で探す');
  await input.fill('商店街');
  await input.press('Enter');
  const told = (text) => page.waitForFunction((of) => document.getElementById('said').textContent === of, text);
  await told('「商店街」 27 件 (1～20 件目)');
  assert.equal(await page.title(), '「商店街」の検索結果 27 件 - 目黒区産業振興ビジョン');
  await page.getByRole('checkbox', { name: /^なし/ }).check();
  await page.getByRole('button', { name: 'この条件で表示する' }).click();
  await told('「商店街」 3 件');
  const api = await page.request.get(`${base}/api/v1/search${new URL(page.url()).search}`);
  assert.equal((await api.json()).total_count, 3, 'as many as the API counts');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'count', 'the focus is at the results');
  await page.locator('.chips a', { hasText: '実績: なし' }).click();
  await told('「商店街」 27 件 (1～20 件目)');
  await page.goBack();
  await told('「商店街」 3 件');
  assert(await page.getByRole('checkbox', { name: /^なし/ }).isChecked());
  await page.goBack();
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.browse'));
  assert.equal(await input.inputValue(), '');
  await page.goForward();
  await told('「商店街」 27 件 (1～20 件目)');
  assert(await page.evaluate(() => window.same), 'the page was never left');
  await page.locator('.pager a').click();
  await told('「商店街」 27 件 (21～27 件目)');
});

await check('where the server does not answer a script, the browser goes by itself', {}, async (page) => {
  await open(page, PAGES.home);
  await page.route((url) => url.pathname === '/', (route) =>
    (route.request().resourceType() === 'fetch' ? route.abort() : route.continue()));
  await page.locator('.contents a').first().click();
  await page.waitForURL((url) => url.searchParams.has('chapter'));
  await page.locator('.chips').waitFor();
  // The request that was cut off is this check's own doing.
}, [/ERR_FAILED/]);

/** From the first page to the shopping streets' measures without results, by the contents: three actions. */
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

/** The same by the table of progress: two actions. */
async function byProgress(page, act) {
  await open(page, '/');
  await act(page.getByRole('link', { name: '進み具合' }));
  await page.waitForURL('**/progress');
  const row = page.locator('tr', { hasText: '商店街の形成' });
  await act(row.locator('td').last().getByRole('link', { name: /^なし/ }));
  await page.waitForURL((url) => url.searchParams.get('has_result') === 'false');
  assert.equal(await page.locator('.total').textContent(), '3');
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

await check('nothing moves after a page is there', { width: 390 }, async (page) => {
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.moved += one.value; }))
      .observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of [PAGES.home, '/?q=商店街', PAGES.entry, PAGES.progress]) {
    await page.goto(base + encodeURI(path), { waitUntil: 'networkidle' });
    assert.equal(await page.evaluate(() => window.moved), 0, path);
  }
});

await check('a page of results is light', {}, async (page) => {
  const sizes = {};
  let sent = 0;
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => { sent += encodedDataLength; });
  page.on('response', async (response) => {
    const kind = response.request().resourceType();
    const { length } = await response.body();
    sizes[kind] = (sizes[kind] ?? 0) + length;
  });
  await page.goto(`${base}/?q=${encodeURIComponent('商店街')}`, { waitUntil: 'networkidle' });
  assert(sizes.stylesheet <= 15 * 1024, `CSS ${sizes.stylesheet}`);
  assert(sizes.script <= 5 * 1024, `JS ${sizes.script}`);
  assert(sizes.document <= 34 * 1024, `HTML ${sizes.document}`);
  assert(sent <= 25 * 1024, `sent ${sent}`);
  console.log(`a page of 20 results: HTML ${sizes.document}, CSS ${sizes.stylesheet}, JS ${sizes.script}, sent ${sent} bytes`);
});

await check('progress fits on one sheet of A4, a list prints whole', {}, async (page) => {
  const sheets = async (path) => {
    await open(page, path);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    return (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  };
  assert.equal(await sheets(PAGES.progress), 1);
  assert((await sheets('/print')) >= 3);
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

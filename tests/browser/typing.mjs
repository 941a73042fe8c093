// Features added by scripts: completions that wait for an IME conversion, results in place, history.

import assert from 'node:assert/strict';
import { PAGES, base, check, open, violations } from './kit.mjs';

/** Collects the addresses requested from now on, without assets. */
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
  // The key event that Chromium sends when a conversion is confirmed.
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

await check('back leads to the place that was left, and ticks follow the address', { width: 390 }, async (page) => {
  await open(page, '/?q=商店街');
  const next = page.locator('.pager a[rel=next]');
  await next.scrollIntoViewIfNeeded();
  const left = await page.evaluate(() => scrollY);
  assert(left > 1000);
  await next.click();
  await page.waitForFunction(() => document.querySelector('.range').textContent.includes('21'));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('.range').textContent.includes('1～20'));
  await page.waitForFunction((y) => Math.abs(scrollY - y) < 50, left);
  await page.locator('.filters > summary').click();
  await page.getByRole('checkbox', { name: /^短期/ }).check();
  await page.locator('.item h3 a').first().click();
  await page.waitForURL(/\/entries\//);
  await page.goBack();
  await page.waitForFunction(() => !document.querySelector('input[value=短期]').checked);
});

await check('one search has one place in the history', {}, async (page) => {
  await open(page, '/?q=商店街%20支援');
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.has('q'));
  await page.getByRole('button', { name: '検索' }).click();
  await answered;
  await page.waitForFunction(() => document.getElementById('said').textContent !== '');
  assert.equal(await length(), before);
});

await check('a late answer leaves alone what is being typed', {}, async (page) => {
  await open(page, PAGES.home);
  const input = page.getByLabel('言葉で探す');
  let release;
  const held = new Promise((done) => { release = done; });
  await page.route((url) => url.pathname === '/' && url.searchParams.get('q') === '商店街', async (route) => {
    await held;
    await route.continue();
  });
  await input.fill('商店街');
  await input.press('Enter');
  await input.pressSequentially('の祭り');
  release();
  await page.waitForFunction(() => document.getElementById('said').textContent.startsWith('「商店街」'));
  assert.equal(await input.inputValue(), '商店街の祭り');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
});

await check('where the server does not answer a script, the browser goes by itself', {}, async (page) => {
  await open(page, PAGES.home);
  await page.route((url) => url.pathname === '/', (route) =>
    (route.request().resourceType() === 'fetch' ? route.abort() : route.continue()));
  await page.locator('.contents a').first().click();
  await page.waitForURL((url) => url.searchParams.has('chapter'));
  await page.locator('.chips').waitFor();
  // This check itself aborts the request.
}, [/ERR_FAILED/]);

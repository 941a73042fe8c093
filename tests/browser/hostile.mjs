// A hostile plan and a hostile user, on a separate server. Scripts must stay text wherever they are shown. This plan
// also has departments, which the first plan lacks.

import assert from 'node:assert/strict';
import { WIDE, check, checks, hostile, overflow, violations } from './kit.mjs';

const SCRIPT = "<script>alert('typed')</script>";
const addresses = [
  '/', '/?view=list', '/print', '/progress', '/glossary', '/data', '/help', '/help/api', '/accessibility',
  '/entries/script/1-1-1', '/entries/script/1-1-1?ruby=on', '/entries/script/1-1-1?view=printed',
  `/?q=${SCRIPT}`, `/?q=${SCRIPT}&lang=en`, '/entries/script/1-1-1?lang=en', `/?q=">${SCRIPT}&period=${SCRIPT}&organisation=${SCRIPT}`, `/?department=${SCRIPT}`,
  '/?q=alert&department="onclick="alert(1)課', `/progress?rows=${SCRIPT}&at=${SCRIPT}`, `/entries/${SCRIPT}/1`,
];

await checks([360, WIDE].flatMap((width) => addresses.map((path) =>
  [`harm stays text at ${width} px: ${path}`, { width }, async (page) => {
    const url = hostile + encodeURI(path);
    await page.goto(url);
    const alive = 'script:not([src]), [onclick], [onerror], [onload], iframe, main img, [href^="javascript:"]';
    assert.equal(await page.locator(alive).count(), 0);
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0, 'wider than the window');
  }, [/status of 404/]])));

await check('a title that is a script is read as its letters', {}, async (page) => {
  const title = "1-1(1) <script>alert('title')</script>の講座";
  await page.goto(`${hostile}/?q=${encodeURIComponent('BCP 講座')}`);
  await page.getByRole('link', { name: title }).click();
  await page.waitForURL('**/entries/script/1-1-1');
  assert.equal(await page.locator('h1').textContent(), title);
  assert((await page.locator('.plan').textContent()).includes("<img src=x onerror=alert('body')>"));
  await page.locator('a.term').click();
  assert((await page.locator('.terms dd').first().textContent()).includes("<script>alert('note')</script>"));
  assert.equal(await page.locator('.scan a').getAttribute('href').then((href) => href.split('?')[0]),
    'mailto:sangyo@example.jp');
});

await check('contacts are links that lead where they say', {}, async (page) => {
  await page.goto(`${hostile}/entries/script/1-1-1`);
  const links = await page.locator('#desk + dl a').evaluateAll((all) => all.map((link) => [link.protocol, link.rel]));
  assert.deepEqual(links, [['https:', 'noopener'], ['tel:', ''], ['https:', 'noopener'], ['mailto:', '']]);
  assert.equal(await page.locator('#desk + dl a').first().evaluate((link) => link.host), 'example.jp');
  await page.goto(`${hostile}/?q=${encodeURIComponent('宇宙旅行')}`);
  assert.equal(await page.locator('.results a[href="mailto:sangyo@example.jp"]').count(), 1);
});

await check('what is typed is offered and shown as its letters', {}, async (page) => {
  await page.goto(`${hostile}/`);
  const input = page.getByRole('combobox', { name: '言葉で探す' });
  await input.pressSequentially('講');
  await page.getByRole('option').first().waitFor();
  await input.fill(SCRIPT);
  await input.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === SCRIPT);
  await page.waitForFunction((text) => document.title.includes(text), SCRIPT);
  assert.equal(await input.inputValue(), SCRIPT);
});

await check('departments are a filter', {}, async (page) => {
  await page.goto(`${hostile}/`);
  await page.locator('summary', { hasText: /^担当課$/ }).click();
  const office = page.getByRole('checkbox', { name: /^相談課/ });
  const told = parseInt((await office.locator('xpath=..').textContent()).match(/(\d+)件/)[1], 10);
  await office.check();
  await page.getByRole('button', { name: 'この条件で表示する' }).click();
  await page.waitForFunction((count) => document.querySelector('.total').textContent === String(count), told);
  assert.equal(told, 2);
  assert((await page.locator('.chips').textContent()).includes('相談課'));
});

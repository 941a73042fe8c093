// Errands that people failed at or doubted when they tried the pages, each in the actions that a person expects.

import assert from 'node:assert/strict';
import { check, hostile, open } from './kit.mjs';

const PHONE = { width: 390 };
const total = async (page) => parseInt(await page.locator('.total').textContent(), 10);

await check('what nobody wrote is said, and the nearest stand apart', PHONE, async (page) => {
  await open(page, '/?q=店を継ぐ人がいない');
  assert.equal(await total(page), 0);
  assert.equal(await page.locator('.items:not(.partial) > li').count(), 0);
  const near = await page.locator('.partial > li').count();
  assert(near >= 1 && near <= 5);
  assert.equal(await page.locator('.partial > li > .missing').count(), near, 'each says what it lacks');
  const [nearest, subjects] = await Promise.all(['#partial', '#subjects'].map((of) => page.locator(of).boundingBox()));
  assert(nearest.y < subjects.y, 'the nearest come before the contents');
});

await check('what is overdue is two actions away, and what waits is told apart', {}, async (page) => {
  await open(page, '/');
  await page.getByRole('link', { name: '進み具合' }).click();
  await page.waitForURL('**/progress');
  const heads = (await page.locator('article h2').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
  assert(heads.includes('期限超過 3 件') && heads.includes('計画期間の報告待ち 25 件'), heads.join(', '));
  await page.locator('a[href*="overdue=true"]', { hasText: '一覧' }).click();
  await page.waitForURL((url) => url.searchParams.get('overdue') === 'true');
  assert.equal(await total(page), 3);
  assert.equal(await page.locator('.item', { hasText: '期限超過' }).count(), 3);
});

await check('a state in the words of a clerk is read as the nearest, and the page says so', {}, async (page) => {
  await open(page, '/?has_result=false');
  const undone = await total(page);
  for (const words of ['未着手', '未実施', '遅れている', '何もしていない施策']) {
    await open(page, `/?q=${words}`);
    const counted = await total(page);
    assert(counted > 0 && counted <= undone, `${words}: ${counted}`);
    assert((await page.locator('.results').textContent()).includes('実績なし'), words);
  }
});

await check('each source opens the line that it names', {}, async (page) => {
  await open(page, '/entries/meguro-vision/5-1-4-2');
  const links = await page.locator('a[href*="/sources/"][href*="at="]').evaluateAll((all) => all.map((one) => one.href));
  assert(links.length >= 4, `${links.length} links`);
  for (const link of new Set(links)) {
    await page.goto(link);
    const line = page.locator(':target');
    assert((await line.textContent()).trim(), link);
    const box = await line.boundingBox();
    assert(box.y >= 0 && box.y < page.viewportSize().height, `${link} is at ${box.y}`);
  }
});

await check('the head of a table turns its order round', {}, async (page) => {
  await open(page, '/?view=list');
  const head = page.locator('th', { hasText: '実績の有無' });
  await head.getByRole('link').click();
  await page.waitForURL((url) => url.searchParams.get('sort') === 'result');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  await head.getByRole('link').click();
  await page.waitForURL((url) => url.searchParams.get('order') === 'desc');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert((await page.locator('tbody tr').first().textContent()).includes('報告なし'));
});

await check('a citation and an address are copied with one press', {}, async (page) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/entries/meguro-vision/5-1-4-2');
  const copied = async (name) => {
    await page.getByRole('button', { name }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert((await copied('引用を写す')).includes('優良技能者の技術の普及'));
  assert((await copied('アドレスを写す')).endsWith('/entries/meguro-vision/5-1-4-2'));
});

await check('removed items look removed', {}, async (page) => {
  await open(page, '/?q=観光&kind=removed');
  const titles = page.locator('.item h3');
  assert.equal(await titles.locator('s').count(), await titles.count());
  assert.equal(await page.locator('.item', { hasText: '除いた項目' }).count(), await titles.count());
});

await check('the lists of all sections are one workbook', {}, async (page) => {
  await page.goto(`${hostile}/?view=list`);
  const href = await page.locator('a[href*="by=department"]').getAttribute('href');
  const file = await page.request.get(new URL(href, hostile).href);
  assert.equal(file.status(), 200);
  assert(file.headers()['content-type'].includes('spreadsheetml'));
});

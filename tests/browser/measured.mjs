// Measurements: page weight, layout shifts, time to show results on a slow phone, printed sheets.

import assert from 'node:assert/strict';
import { PAGES, base, check, open } from './kit.mjs';

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
  assert(sizes.document <= 30 * 1024, `HTML ${sizes.document}`);
  assert(sent <= 25 * 1024, `sent ${sent}`);
  console.log(`a page of 20 results: HTML ${sizes.document}, CSS ${sizes.stylesheet}, JS ${sizes.script}, sent ${sent} bytes`);
});

await check('progress and a measure fit on one sheet of A4 each, a list prints whole', {}, async (page) => {
  const sheets = async (path) => {
    await open(page, path);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    return (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  };
  assert.equal(await sheets(PAGES.progress), 1);
  assert.equal(await sheets(PAGES.entry), 1);
  assert((await sheets('/print')) >= 3);
});

await check('a printed page of results begins with hits, and no instruction is printed', {}, async (page) => {
  await page.emulateMedia({ media: 'print' });
  // A sheet of A4 within Chromium's margins, in CSS pixels.
  await page.setViewportSize({ width: 718, height: 1046 });
  await open(page, '/?q=商店街');
  const onFirst = await page.locator('.item').evaluateAll((all) => all.filter((of) => of.getBoundingClientRect().bottom <= 1046).length);
  assert(onFirst >= 4, `${onFirst} hits on the first sheet`);
  await open(page, '/print?q=商店街');
  assert.equal(await page.locator('.on-screen').evaluateAll((all) => all.filter((of) => of.checkVisibility()).length), 0);
});

await check('on a slow phone results are soon there', { width: 390 }, async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  // Slow 4G with the figures of Chromium's DevTools, and a processor four times slower.
  await session.send('Network.emulateNetworkConditions',
    { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    window.painted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.painted = one.startTime; }))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  });
  const times = [];
  for (const word of ['商店街', '融資', '観光']) {
    await page.goto(`${base}/?q=${encodeURIComponent(word)}`, { waitUntil: 'networkidle' });
    assert(await page.locator('.item h3').first().isVisible());
    await page.waitForFunction(() => window.painted > 0);
    times.push(Math.round(await page.evaluate(() => window.painted)));
  }
  // Reported without a limit: a busy machine may be slower than any phone.
  console.log(`a slow phone shows its results after ${times.join(', ')} ms (slow 4G, processor / 4)`);
});

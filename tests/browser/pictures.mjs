// Takes the pictures of the README again.

import { base, browser, cities } from './kit.mjs';

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 900 };
const PICTURES = [
  ['search-phone', base, '/?q=商店街', PHONE],
  ['progress-desktop', base, '/progress', DESKTOP],
  ['plan-desktop', cities, '/plans/shogai', DESKTOP],
  ['city-phone', cities, '/?q=講座&municipality=常磐野市', PHONE],
];

for (const [name, base, path, viewport] of PICTURES) {
  const page = await browser.newPage({ viewport, locale: 'ja-JP' });
  await page.goto(base + encodeURI(path), { waitUntil: 'networkidle' });
  await page.screenshot({ path: new URL(`../../docs/${name}.png`, import.meta.url).pathname });
  await page.close();
}

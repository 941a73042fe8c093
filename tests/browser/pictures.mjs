// Takes the pictures of the README again.

import { base, browser } from './kit.mjs';

const PICTURES = [
  ['search-phone', '/?q=商店街', { width: 390, height: 844 }],
  ['progress-desktop', '/progress', { width: 1280, height: 900 }],
];

for (const [name, path, viewport] of PICTURES) {
  const page = await browser.newPage({ viewport, locale: 'ja-JP' });
  await page.goto(base + encodeURI(path), { waitUntil: 'networkidle' });
  await page.screenshot({ path: new URL(`../../docs/${name}.png`, import.meta.url).pathname });
  await page.close();
}

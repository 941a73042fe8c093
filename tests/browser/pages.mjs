// Every page at every width: contrast, overflow, WCAG rules, and valid markup.

import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';
import { PAGES, STATES, WIDE, WIDTHS, base, check, checks, open, overflow, shots, violations } from './kit.mjs';

const SCHEMES = ['light', 'dark'];
// Twice the font size of the root in style.css.
const TWICE = '212.5%';
// Text spacing that a reader may set (WCAG 1.4.12).
const SPACED = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }'
  + 'p { margin-bottom: 2em !important; }';

const looked = ([name, path], width, colorScheme) =>
  [`${name} at ${width} px, ${colorScheme}`, { width, colorScheme }, async (page) => {
    await open(page, path);
    if (width !== 320 && colorScheme === 'light') await page.screenshot({ path: `${shots}${name}-${width}-${colorScheme}.png`, fullPage: true });
    assert.deepEqual(await violations(page), []);
    assert.equal(await overflow(page), 0, 'wider than the window');
    if (width === 320 && (await page.locator('.filters').count()) > 0) {
      assert(!(await page.getByText('計画区分').first().isVisible()), 'filters are closed on a phone');
      for (const summary of await page.locator('.filters summary').all()) await summary.click();
      assert.deepEqual(await violations(page), [], 'filters opened');
      assert.equal(await overflow(page), 0, 'filters opened');
    }
  }];
const everyPage = WIDTHS.flatMap((width) => SCHEMES.flatMap((scheme) =>
  Object.entries(PAGES).map((one) => looked(one, width, scheme))));
const everyState = Object.entries(STATES).flatMap((one) => [looked(one, 320, 'light'), looked(one, WIDE, 'dark')]);

const larger = Object.entries(PAGES).map(([name, path]) =>
  [`${name} with text twice as large, and spaced, at 320 px`, { width: 320 }, async (page) => {
    await open(page, path);
    for (const summary of await page.locator('.filters summary').all()) await summary.click();
    await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, TWICE);
    assert.equal(await overflow(page), 0);
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [sheet];
    }, SPACED);
    assert.equal(await overflow(page), 0, 'spaced');
  }]);

const shown = ['narrowed', 'entry', 'furigana', 'original', 'table', 'progress', 'glossary', 'help'];
const forced = shown.map((name) =>
  [`${name} in forced colours, without motion`, { forcedColors: 'active', reducedMotion: 'reduce' }, async (page) => {
    await open(page, PAGES[name]);
    await page.screenshot({ path: `${shots}${name}-forced.png`, fullPage: true });
    assert.deepEqual(await violations(page), []);
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0, 'nothing moves');
  }]);

await checks([...everyPage, ...everyState, ...larger, ...forced]);

await check('the markup of every page is sound', {}, async () => {
  const validator = new HtmlValidate({
    root: true,
    extends: ['html-validate:recommended'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      // A filter with several values has several checkboxes with one name.
      'form-dup-name': ['error', { shared: ['checkbox'] }],
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
    },
  });
  for (const path of Object.values({ ...PAGES, ...STATES })) {
    const html = await (await fetch(base + encodeURI(path))).text();
    const { results } = await validator.validateString(html, path);
    const wrong = results.flatMap(({ messages }) => messages);
    assert.deepEqual(wrong.map(({ ruleId, message, line }) => `${path} ${line}: ${ruleId} ${message}`), []);
  }
  const broken = await validator.validateString('<!doctype html><p id="a"><div id="a"></p>', 'broken');
  assert(!broken.valid, 'negative control: broken markup is found out');
});

// Proves that the checks can fail.
await check('negative control: a broken page is found out', { width: 320 }, async (page) => {
  await page.setContent(`<title></title><meta name="viewport" content="width=device-width"><img src="data:,"><input><a href="#"></a>
    <p style="color:#ccc;background:#fff;width:900px">薄い文字</p>`);
  const found = (await violations(page)).map((violation) => violation.split(':')[0]);
  for (const rule of ['html-has-lang', 'image-alt', 'label', 'link-name', 'color-contrast']) {
    assert(found.includes(rule), `${rule} is not found: ${found}`);
  }
  assert((await overflow(page)) > 0, 'nor is the overflow');
});

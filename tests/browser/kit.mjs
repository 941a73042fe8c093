// Helpers for all browser tests: the browser, a fresh page, axe, and the count of passed checks.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Addresses of the server of the first plan and of the hostile plan, which also has departments. */
export const [base, hostile, cities] = process.argv.slice(2);
assert(base && hostile && cities, 'usage: node browser.mjs ADDRESS OF_THE_HOSTILE_PLAN OF_TWO_CITIES');

export const shots = new URL('./shots/', import.meta.url).pathname;
mkdirSync(shots, { recursive: true });

export const WIDTHS = [320, 390, 1280];
export const WIDE = 1280;
/** One address for each kind of page. */
export const PAGES = {
  home: '/',
  narrowed: '/?q=商店街&kind=measure&has_result=false',
  nothing: '/?q=新型コロナ 給付金&period=短期',
  table: '/?q=商店街&view=list',
  entry: '/entries/meguro-vision/5-1-3-3',
  furigana: '/entries/meguro-vision/5-1-3-3?ruby=on',
  original: '/entries/meguro-vision/5-2-5-1?view=printed',
  progress: '/progress',
  glossary: '/glossary',
  data: '/data',
  plan: '/plans/meguro-vision',
  source: '/sources/meguro-vision/000_8639ab18f7af3ba7.txt',
  help: '/help',
  accessibility: '/accessibility',
  missing: '/nix',
};
/** Addresses of pages in other states, with more or fewer elements. */
export const STATES = {
  results: '/?q=商店街',
  partial: '/?q=商店街 宇宙',
  understood: '/?q=第2節の長期計画で実績なしの施策を一覧',
  spellings: '/?q=おしゃれな街',
  years: '/?q=2012年度 融資',
  unknown: '/?q=図書館の開館時間は?',
  removed: '/entries/meguro-vision/5-6-r3',
  printed: '/print?q=商店街&kind=measure',
  api: '/help/api',
  english: '/?q=商店街&lang=en',
  englishEntry: '/entries/meguro-vision/5-1-3-3?ruby=on&lang=en',
  englishProgress: '/progress?lang=en',
};

const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
// Number of checks that run at once. While one waits, another computes.
const AT_ONCE = 3;

export const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run'],
});

const count = { passed: 0, failed: 0 };

/** Runs a check on a fresh page. Errors on the page and requests to other hosts fail it, too. */
export async function check(name, options, run, expected = []) {
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
    const own = [base, hostile, cities].some((address) => request.url().startsWith(`${address}/`));
    if (!own) complaints.push(`asks another host: ${request.url()}`);
  });
  context.on('weberror', (error) => complaints.push(`script error: ${error.error()}`));
  context.on('dialog', (dialog) => complaints.push(`a script ran: ${dialog.message()}`));
  context.on('console', (message) => {
    // The browser logs the status of a missing page as an error.
    const known = message.location().url === `${base}${PAGES.missing}`
      || expected.some((pattern) => pattern.test(message.text()));
    if (message.type() === 'error' && !known) complaints.push(`console: ${message.text()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await run(page);
    assert.deepEqual(complaints, []);
    count.passed += 1;
  } catch (error) {
    count.failed += 1;
    console.error(`FAILED ${name}\n  ${String(error.message ?? error).replaceAll('\n', '\n  ')}`);
  } finally {
    await context.close();
  }
}

/** Runs independent checks, `AT_ONCE` at a time. */
export async function checks(all) {
  const waiting = [...all];
  const one = async () => { while (waiting.length) await check(...waiting.shift()); };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

export const open = (page, path) => page.goto(base + encodeURI(path));

/** WCAG rules of levels A and AA that the page violates, each with the first element. */
export async function violations(page) {
  // The pages forbid injected scripts (CSP). Evaluation through the debugger is not affected.
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

/** Width of the page beyond the window, in pixels. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Prints the counts and sets the exit code. */
export async function finish() {
  await browser.close();
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed === 0 ? 0 : 1;
}

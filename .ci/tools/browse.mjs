// Opens pages in headless Chromium and tells what is wrong with them, as JSON.
//
//     node browse.mjs TOOLS < pages.json > findings.json
//
// TOOLS is the folder in which the packages are installed. The input is a list of { file, print, checks }: a page, where its
// print is put, and the names of the checks that are wanted, if not all. The output maps each file to
// { check: [what is wrong] }; a check that finds nothing has an empty list.
import { readFileSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const installed = createRequire(join(resolve(process.argv[2]), 'package.json'));
const { chromium } = installed('playwright-core');
const axe = installed('axe-core').source;

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
/** Rules whose judgement depends on colours; in the dark nothing else changes. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** Rules whose judgement depends on the place that things have. */
const PLACES = ['scrollable-region-focusable', 'target-size', 'meta-viewport', 'css-orientation-lock'];

const WHOLE = { width: 3200, height: 900 };
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
/** A4 within margins of 2 cm, in CSS pixels. */
const PAPER = { width: 642, height: 971 };

/**
 * Runs axe-core; what it can't decide about colours is a finding too. It decides them for what is in view alone, so
 * where colours are judged, the page is made so wide that no region scrolls.
 */
async function judge(page, options, open) {
  await page.evaluate(axe);
  return page.evaluate(async ([options, open]) => {
    const boxes = open ? [...document.querySelectorAll('body, body *')].filter((one) => getComputedStyle(one).maxWidth.endsWith('px')) : [];
    boxes.forEach((one) => { one.style.maxWidth = 'none'; });
    const found = await globalThis.axe.run(document, { resultTypes: ['violations', 'incomplete'], ...options });
    boxes.forEach((one) => { one.style.maxWidth = ''; });
    const undecided = found.incomplete.filter((rule) => rule.id === 'color-contrast');
    const told = (rule, word) => rule.nodes.map((node) => `${rule.id}${word}: ${node.html.slice(0, 160)} (${node.target.join(' ')})${node.any[0] ? `: ${node.any[0].message}` : ''}`);
    return [...found.violations.flatMap((rule) => told(rule, '')), ...undecided.flatMap((rule) => told(rule, ' is undecided'))];
  }, [options, open]);
}

/** What is wider than the page, or cut off, outside of regions that scroll. */
function overflow(page) {
  return page.evaluate(() => {
    const found = [];
    const root = document.documentElement;
    const width = root.clientWidth;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) > width) {
      found.push(`the page is ${Math.max(root.scrollWidth, document.body.scrollWidth)} px wide in ${width} px`);
    }
    const name = (element) => `<${element.tagName.toLowerCase()}${element.id && ` id="${element.id}"`}> ${element.textContent.trim().slice(0, 60)}`;
    const walk = (element) => {
      const style = getComputedStyle(element);
      if (style.display === 'none' || style.visibility === 'hidden' || style.position === 'fixed') return;
      const box = element.getBoundingClientRect();
      if (box.width > 1 && (box.right > width + 1 || box.left < -1)) found.push(`${Math.round(box.left)} to ${Math.round(box.right)} px: ${name(element)}`);
      const over = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (['auto', 'scroll'].includes(style.overflowX)) {
        if (matchMedia('print').matches && over) found.push(`paper does not scroll: ${name(element)}`);
        return;
      }
      if (['hidden', 'clip'].includes(style.overflowX) && over && box.width > 1) found.push(`cut off: ${name(element)}`);
      for (const child of element.children) walk(child);
    };
    walk(document.body);
    return found;
  });
}

/** Legal items, parts and headings that are there and can't be seen. */
function unseen(page) {
  return page.evaluate(() => {
    const found = [];
    for (const element of document.querySelectorAll('[data-item], main section, h1, h2, h3, h4, h5, h6, .draft')) {
      if (matchMedia('print').matches && element.closest('nav')) continue;
      const box = element.getBoundingClientRect();
      const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
      const apart = box.right <= 0 || box.bottom + scrollY <= 0;
      if (!seen || box.width < 2 || box.height < 2 || apart) {
        found.push(`<${element.tagName.toLowerCase()} id="${element.id}" data-item="${element.dataset.item ?? ''}"> can't be seen`);
      }
    }
    return found;
  });
}

/** Links that lead nowhere: to a missing anchor, here or in a file beside this one. */
async function links(page, file) {
  const { dead, beside, none } = await page.evaluate(() => {
    const dead = [];
    const beside = [];
    const all = [...document.querySelectorAll('a[href]')];
    for (const link of all) {
      const href = link.getAttribute('href');
      if (href.startsWith('#')) {
        const id = decodeURIComponent(href.slice(1));
        if (!id || !document.getElementById(id)) dead.push(`${href} leads nowhere: ${link.textContent.trim().slice(0, 60)}`);
      } else if (!/^[a-z][a-z0-9+.-]*:/i.test(href)) beside.push(href);
    }
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    return { dead: [...dead, ...twice.map((id) => `the anchor ${id} is there twice`)], beside, none: !all.some((link) => link.getAttribute('href').startsWith('#')) };
  });
  for (const href of beside) {
    const url = new URL(href, pathToFileURL(file));
    const other = fileURLToPath(new URL(url.pathname, 'file:'));
    if (url.protocol !== 'file:' || url.search || !existsSync(other)) dead.push(`${href} leads to no file`);
    else if (url.hash && !readFileSync(other, 'utf8').includes(`id="${decodeURIComponent(url.hash.slice(1))}"`)) dead.push(`${href} leads to no place in its file`);
  }
  if (none) dead.push('no link leads to a part of the notice');
  return dead;
}

/** One first heading, and no level left out. */
function headings(page) {
  return page.evaluate(() => {
    const found = [];
    let before = 0;
    const all = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    for (const heading of all) {
      const level = Number(heading.tagName[1]);
      if (level > before + 1) found.push(`h${level} after ${before ? `h${before}` : 'nothing'}: ${heading.textContent.trim().slice(0, 60)}`);
      if (!heading.textContent.trim()) found.push(`an empty h${level}`);
      before = level;
    }
    const first = all.filter((heading) => heading.tagName === 'H1').length;
    if (first !== 1) found.push(`${first} first headings`);
    return found;
  });
}

/** The first Tab reaches the link past the contents, which is then seen, and leads into the main part. */
async function skip(page) {
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => {
    const link = document.activeElement;
    if (link?.tagName !== 'A' || !link.getAttribute('href')?.startsWith('#')) return `the first Tab reaches <${link?.tagName.toLowerCase()}>`;
    const box = link.getBoundingClientRect();
    const seen = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth && box.width > 1 && box.height > 1;
    return seen && link.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ? '' : "the skip link can't be seen when it has the focus";
  });
  if (first) return [first];
  await page.keyboard.press('Enter');
  await page.waitForTimeout(50);
  const inside = () => page.evaluate(() => document.querySelector('main')?.contains(document.activeElement) ?? false);
  const landed = await inside();
  await page.keyboard.press('Tab');
  const on = await inside();
  await page.goto(page.url().split('#')[0]);
  return landed && on ? [] : [`the skip link ${landed ? 'leads into the main part, and the next Tab out of it' : 'does not lead into the main part'}`];
}

/** Every link and region is reached by Tab, in the order of the page, and shows that it has the focus. */
async function focus(page) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    globalThis.stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
  });
  const count = await page.evaluate(() => globalThis.stops.length);
  // A page starts anew at its top when it is loaded anew; here the focus may still stand in the main part.
  await page.evaluate(() => { const top = document.createElement('span'); top.tabIndex = -1; document.body.prepend(top); top.focus(); });
  await page.evaluate(() => {
    globalThis.reached = [];
    addEventListener('focusin', ({ target }) => {
      const style = getComputedStyle(target);
      const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
      globalThis.reached.push([target, outline || style.boxShadow !== 'none']);
    });
  });
  for (let index = 0; index < count; index += 1) await page.keyboard.press('Tab');
  const found = await page.evaluate(() => {
    const name = (one) => (one ? `<${one.tagName.toLowerCase()}> ${one.textContent.trim().slice(0, 60)}` : 'nothing');
    const wrong = globalThis.stops.findIndex((stop, index) => globalThis.reached[index]?.[0] !== stop);
    const blind = globalThis.reached.filter(([, shown]) => !shown).map(([one]) => `no sign of the focus on ${name(one)}`);
    return wrong < 0 ? blind : [`Tab ${wrong + 1} reaches ${name(globalThis.reached[wrong]?.[0])}, not ${name(globalThis.stops[wrong])}`, ...blind];
  });
  if (count === 0) found.push('nothing takes the focus');
  return found;
}

/** With letters of twice the size all grows, and still nothing is wider than the page. */
async function large(page) {
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p') ?? document.body).fontSize));
  const before = await size();
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  const after = await size();
  const found = after < before * 1.9 ? [`letters of ${before} px become ${after} px`] : [];
  found.push(...await overflow(page));
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return found;
}

/** The checks, in an order in which none is in the way of the next; each puts the page into the state that it needs. */
const CHECKS = {
  scripts: (page) => page.evaluate(() => [...document.querySelectorAll('script')].map((one) => one.outerHTML.slice(0, 160))),
  skip,
  links,
  headings,
  unseen,
  light: (page) => shown(page, { viewport: WHOLE }, () => judge(page, { runOnly: TAGS }, true)),
  dark: (page) => shown(page, { viewport: WHOLE, colorScheme: 'dark' }, async () => [...await unseen(page), ...await judge(page, { runOnly: COLOURS }, true)]),
  phone: (page) => shown(page, { viewport: PHONE }, async () => [...await overflow(page), ...await unseen(page), ...await judge(page, { runOnly: PLACES }, false)]),
  large: (page) => shown(page, { viewport: PHONE }, () => large(page)),
  print: (page, file, print) => shown(page, { viewport: PAPER, media: 'print' }, async () => {
    await page.pdf({ path: print, format: 'A4', tagged: true, outline: true });
    return [...await overflow(page), ...await unseen(page)];
  }),
  focus,
};

/** Looks at a page in another size or medium, and puts it back. */
async function shown(page, { viewport, media = 'screen', colorScheme = 'light' }, look) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ media, colorScheme });
  const found = await look();
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  return found;
}

async function browse(browser, { file, print, checks }) {
  const context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', reducedMotion: 'reduce', offline: true });
  const page = await context.newPage();
  const found = { console: [], requests: [] };
  const url = pathToFileURL(file).href;
  page.on('console', (message) => found.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => found.console.push(String(error)));
  page.on('request', (request) => { if (request.url() !== url) found.requests.push(request.url().slice(0, 200)); });
  try {
    await page.goto(url);
    for (const [name, check] of Object.entries(CHECKS)) {
      if (!checks || checks.includes(name)) found[name] = await check(page, file, print);
    }
  } finally {
    await context.close();
  }
  return found;
}

const pages = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium' });
const report = {};
try {
  const open = [...pages];
  const work = async () => {
    for (let one = open.shift(); one; one = open.shift()) {
      const from = performance.now();
      report[one.file] = await browse(browser, one);
      if (process.env.TIMES) console.error(`${Math.round(performance.now() - from)} ms ${one.file}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(4, cpus().length)) }, work));
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(report));

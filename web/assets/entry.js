// Optional: copies the citation or the address with one press. Without it, both can be selected.
'use strict';
(() => {
  const copies = document.querySelector('.copies');
  if (!copies) return;
  const said = copies.querySelector('[role=status]');

  // Browsers offer the clipboard to pages from HTTPS alone. Many offices serve theirs without.
  function copied(of) {
    const range = document.createRange();
    range.selectNodeContents(of);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand('copy');
  }

  async function copy(of) {
    const text = of.textContent.trim();
    const written = navigator.clipboard && await navigator.clipboard.writeText(text).then(() => true, () => false);
    return written || copied(of);
  }

  copies.hidden = false;
  copies.addEventListener('click', async (event) => {
    const button = event.target.closest('button');
    const of = button && document.querySelector(button.dataset.copy);
    if (!of) return;
    said.textContent = '';
    said.textContent = await copy(of) ? said.dataset.done : said.dataset.failed;
  });
})();

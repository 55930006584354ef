import { el } from './dom.js';

/**
 * Something that floats next to `anchor` until Escape or a click elsewhere; only one at a time.
 *
 * @param {Element} anchor
 * @param {Element} content
 * @param {() => void} [onClose]
 * @returns {() => void} closes it
 */
export function openPopover(anchor, content, onClose = () => {}) {
  closeAll();
  const layer = el('div.popover-layer', { role: 'dialog', 'aria-label': 'Choose' }, content);
  const close = () => {
    if (!layer.isConnected) return;
    document.removeEventListener('keydown', onKey, true);
    const hadFocus = layer.contains(document.activeElement);
    layer.remove();
    if (hadFocus && anchor instanceof HTMLElement) anchor.focus();
    onClose();
  };
  // Escape closes only this one, wherever the focus is, and not also the form below it.
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  document.addEventListener('keydown', onKey, true);
  layer.addEventListener('popover-close', close);
  layer.addEventListener('pointerdown', (event) => event.target === layer && close());
  // Inside a modal dialog, only its own descendants can be clicked.
  (anchor.closest('dialog') ?? document.body).append(layer);
  place(anchor.getBoundingClientRect(), content);
  content.querySelector('button')?.focus();
  return close;
}

function closeAll() {
  for (const layer of document.querySelectorAll('.popover-layer'))
    layer.dispatchEvent(new CustomEvent('popover-close'));
}

/** Below the anchor, or above if there is more room. */
function place(/** @type {DOMRect} */ anchor, content) {
  const below = window.innerHeight - anchor.bottom;
  const vertical =
    below > anchor.top
      ? { top: `${anchor.bottom + 4}px`, 'max-height': `${below - 12}px` }
      : { bottom: `${window.innerHeight - anchor.top + 4}px`, 'max-height': `${anchor.top - 12}px` };
  const style = { left: `${anchor.left}px`, 'min-width': `${anchor.width}px`, ...vertical };
  for (const [name, value] of Object.entries(style)) content.style.setProperty(name, value);
}

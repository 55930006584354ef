import { el, fileUrl } from './dom.js';

const UNITS = ['bytes', 'KB', 'MB'];

/** A file that can be fetched. @param {{ href: string, name: string, size?: number }} file */
export function fileBox({ href, name, size }) {
  return el(
    'div.file',
    el('span.file-sign', '📄'),
    el('div', el('a', { href, target: '_blank' }, name), size !== undefined && el('small', sizeOf(size))),
  );
}

/** Pictures side by side. */
export function gallery(items) {
  return el(
    'div.gallery',
    items.map(({ media, description }) => {
      const href = fileUrl(media.url);
      return el(
        'a.picture',
        { href, target: '_blank' },
        el('img', { src: href, alt: description ?? '', loading: 'lazy' }),
      );
    }),
  );
}

/** "1.5 KB" */
export function sizeOf(/** @type {number} */ bytes) {
  const step = bytes < 1024 ? 0 : bytes < 1024 ** 2 ? 1 : 2;
  const amount = bytes / 1024 ** step;
  return `${step === 0 ? amount : amount.toFixed(amount < 10 ? 2 : 1)} ${UNITS[step]}`;
}

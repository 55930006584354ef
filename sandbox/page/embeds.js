import { el, fileUrl } from './dom.js';
import { inlineMarkup, markup } from './markup.js';
import { cssColour } from './people.js';
import { messageTime } from './time.js';

export function embed(data, state) {
  const { author, title, url, description, fields = [], image, thumbnail, footer, timestamp } = data;
  return el(
    'article.embed',
    { style: data.color ? { 'border-left-color': cssColour(data.color) } : {} },
    el(
      'div.embed-body',
      author && el('div.embed-author', author.name),
      title && el('div.embed-title', linked(url, inlineMarkup(title, state))),
      description && el('div.embed-description', markup(description, state)),
      fields.length > 0 && el('div.embed-fields', fieldNodes(fields, state)),
      image && picture(image),
      (footer || timestamp) && footerNode(footer, timestamp),
    ),
    thumbnail && el('img.embed-thumbnail', { src: fileUrl(thumbnail.url), alt: '' }),
  );
}

/** With the file's description as its alternative text. */
const picture = ({ url, description }) =>
  el(
    'a',
    { href: fileUrl(url), target: '_blank' },
    el('img.embed-image', { src: fileUrl(url), alt: description ?? '', title: description ?? '' }),
  );

/**
 * Grid columns of each field, out of twelve: inline neighbours share a row, three at most.
 * @param {{ inline?: boolean }[]} fields
 * @returns {string[]} CSS grid-column values
 */
export function fieldColumns(fields) {
  return rowsOf(fields).flatMap((row) => {
    const width = 12 / row.length;
    return row.map((_, index) => `${index * width + 1} / span ${width}`);
  });
}

function rowsOf(fields) {
  const rows = [];
  let open = false;
  for (const field of fields) {
    if (field.inline && open && rows.at(-1).length < 3) rows.at(-1).push(field);
    else rows.push([field]);
    open = Boolean(field.inline);
  }
  return rows;
}

function fieldNodes(fields, state) {
  const columns = fieldColumns(fields);
  return fields.map(({ name, value }, index) =>
    el(
      'div.embed-field',
      { style: { 'grid-column': columns[index] } },
      el('div.embed-field-name', inlineMarkup(name, state)),
      el('div.embed-field-value', markup(value, state)),
    ),
  );
}

function footerNode(footer, timestamp) {
  const parts = [footer?.text, timestamp && messageTime(timestamp, Date.now())].filter(Boolean);
  return el('div.embed-footer', parts.join(' • '));
}

function linked(url, children) {
  return /^https?:\/\//.test(url ?? '')
    ? el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, children)
    : children;
}

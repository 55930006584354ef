import { el, fileUrl } from './dom.js';
import { fileBox, gallery } from './files.js';
import { markup } from './markup.js';
import { cssColour } from './people.js';
import { selectBox } from './select.js';

const BUTTON_STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

/**
 * What a component needs besides its own data.
 * @typedef {{ state: any, message: any, busy: string[], chosen: { customId: string, values: string[] }[], actions: { click: Function, select: Function } }} Place
 */

/** A message's components, by type; a component the page cannot draw gets a note instead of vanishing. */
export function component(/** @type {any} */ data, /** @type {Place} */ place) {
  const draw = DRAW[data.type] ?? (() => el('div.unsupported', `(component of type ${data.type})`));
  return draw(data, place);
}

const DRAW = {
  1: ({ components }, place) =>
    el(
      'div.component-row',
      components.map((child) => component(child, place)),
    ),
  2: button,
  3: select,
  5: select,
  6: select,
  8: select,
  9: ({ components, accessory }, place) =>
    el(
      'div.section',
      el(
        'div',
        components.map((child) => component(child, place)),
      ),
      component(accessory, place),
    ),
  10: ({ content }, { state }) => el('div.text-display', markup(content, state)),
  11: ({ media, description }) => el('img.thumbnail', { src: fileUrl(media.url), alt: description ?? '' }),
  12: ({ items }) => gallery(items),
  13: ({ file, name, size }) => fileBox({ href: fileUrl(file.url), name: name ?? nameIn(file.url), size }),
  14: ({ divider }) => el('div', { class: divider === false ? 'separator bare' : 'separator' }),
  17: ({ components, accent_color: colour }, place) =>
    el(
      'div.container',
      { style: colour ? { 'border-left-color': cssColour(colour) } : {} },
      components.map((child) => component(child, place)),
    ),
};

/** The last part of a URL. */
function nameIn(/** @type {string} */ url) {
  return decodeURIComponent(new URL(url, location.href).pathname.split('/').at(-1) ?? '');
}

function button(data, { message, busy, actions }) {
  const { style, label, emoji, url, disabled, custom_id: customId } = data;
  const content = [emoji && el('span.emoji', emoji.id ? `:${emoji.name}:` : emoji.name), label];
  const className = `button ${BUTTON_STYLES[style] ?? 'secondary'}`;
  if (style === 5)
    return el(
      'a',
      { class: className, href: /^https?:/.test(url) && url, target: '_blank', rel: 'noreferrer noopener' },
      content,
      ' ↗',
    );
  const isBusy = busy.includes(customId);
  // While busy it keeps the focus, which a disabled button would lose.
  const attributes = {
    type: 'button',
    class: isBusy ? `${className} busy` : className,
    disabled,
    'aria-disabled': isBusy && 'true',
    'aria-label': spoken(label, message),
    'data-custom-id': customId,
  };
  return el('button', { ...attributes, onclick: () => isBusy || actions.click(message, customId) }, content);
}

/** Names the card in the label, for screen readers with many cards. */
function spoken(/** @type {string | undefined} */ label, { embeds = [] }) {
  const about = embeds[0]?.title?.replace(/<t:\d+(:\w)?>|[*_`~]/g, '').trim();
  return label && about ? `${label}, ${about}` : undefined;
}

function select(data, { state, message, busy, chosen, actions }) {
  const values = chosen.find(({ customId }) => customId === data.custom_id)?.values;
  const onChosen = (values) => actions.select(message, data.custom_id, values);
  const disabled = data.disabled || busy.includes(data.custom_id);
  return selectBox({ component: { ...data, disabled }, state, values, onChosen });
}

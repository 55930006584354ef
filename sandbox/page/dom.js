/**
 * Builds one DOM node: `el('button.primary', { disabled }, 'Save')`. Text arrives as text nodes, so nothing that comes
 * from a message is ever read as HTML.
 *
 * Of the attributes (the first argument that is a plain object), functions under `onclick`, `oninput` ... become
 * listeners, `style` is an object of CSS properties, `class` adds to the tag's. false, null and undefined are left out,
 * there and among the children.
 *
 * @param {string} tag with its classes: 'div.message.first'
 * @param {...unknown} rest attributes, then nodes, strings, or (nested) lists of them
 * @returns {any}
 */
export function el(tag, ...rest) {
  const [name, ...classes] = tag.split('.');
  const node = document.createElement(name);
  node.classList.add(...classes);
  const attributes = isPlainObject(rest[0]) ? rest.shift() : {};
  for (const [key, value] of Object.entries(attributes)) if (isPresent(value)) setAttribute(node, key, value);
  fill(node, rest);
  return node;
}

/** Replaces the children of `node`. */
export function fill(/** @type {Element} */ node, /** @type {unknown[]} */ ...children) {
  node.replaceChildren(...children.flat(Number.POSITIVE_INFINITY).filter(isPresent));
}

/** Makes `wanted` the children of `node`, moving only those that are not already in place: focus and scroll survive. */
export function align(/** @type {Element} */ node, /** @type {Element[]} */ wanted) {
  const keep = new Set(wanted);
  for (const child of [...node.children]) if (!keep.has(child)) child.remove();
  wanted.forEach((child, index) => {
    if (node.children[index] !== child) node.insertBefore(child, node.children[index] ?? null);
  });
}

/** Files of this server by path only, because it may be reached under another host name than its own. */
export function fileUrl(/** @type {string} */ url) {
  const { pathname } = new URL(url, location.href);
  return pathname.startsWith('/attachments/') ? pathname : url;
}

function setAttribute(node, key, value) {
  if (typeof value === 'function') node.addEventListener(key.slice(2), value);
  else if (key === 'style')
    for (const [property, text] of Object.entries(value)) node.style.setProperty(property, text);
  else if (key === 'class') node.classList.add(...value.split(' '));
  else if (key === 'value') node.value = value;
  else node.setAttribute(key, value === true ? '' : String(value));
}

function isPresent(/** @type {unknown} */ value) {
  return value !== undefined && value !== null && value !== false;
}

function isPlainObject(/** @type {unknown} */ value) {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

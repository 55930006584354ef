/**
 * Replaces parts of plain data; unchanged parts stay the same objects. All events pass through here and hardly any is
 * changed, so nothing is allocated until something changes.
 */
export function withItems(items: readonly unknown[], exchange: (item: unknown) => unknown): readonly unknown[] {
  let changed: unknown[] | undefined;
  for (let index = 0; index < items.length; index += 1) {
    const item = exchange(items[index]);
    if (item === items[index]) continue;
    changed ??= [...items];
    changed[index] = item;
  }
  return changed ?? items;
}

export function withValues(data: PlainObject, exchange: (key: string, value: unknown) => unknown): PlainObject {
  let changed: Record<string, unknown> | undefined;
  for (const key of Object.keys(data)) {
    const value = exchange(key, data[key]);
    if (value === data[key]) continue;
    changed ??= { ...data };
    changed[key] = value;
  }
  return changed ?? data;
}

export type PlainObject = Readonly<Record<string, unknown>>;

export const isPlainObject = (data: unknown): data is PlainObject =>
  typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Map);

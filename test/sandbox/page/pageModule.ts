/** The page's modules are plain JavaScript for browsers and have no types here: the caller says what it uses of one. */
export async function pageModule<T>(name: string): Promise<T> {
  return await import(new URL(`../../../sandbox/page/${name}`, import.meta.url).href);
}

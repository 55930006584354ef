import { vi } from 'vitest';

const PAGE = new URL('../../../sandbox/page/', import.meta.url);

/**
 * The page's modules are plain JavaScript for browsers and have no types here: the caller says what it uses of one.
 * Modules that the server serves from a package are taken from that package here as well.
 */
export async function pageModule<T>(name: string): Promise<T> {
  vi.doMock('./marked.js', () => import('marked'));
  return await import(new URL(name, PAGE).href);
}

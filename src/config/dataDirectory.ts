import { resolve } from 'node:path';

/** The absolute path. Programs that need no other setting read only this. */
export const dataDirectoryIn = ({ DATA_DIR = '' }: { readonly DATA_DIR?: string | undefined }): string =>
  resolve(DATA_DIR.trim() || 'data');

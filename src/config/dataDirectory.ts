import { resolve } from 'node:path';

/** Absolute. Programs that need nothing else read no more than this. */
export const dataDirectoryIn = ({ DATA_DIR = '' }: { readonly DATA_DIR?: string | undefined }): string =>
  resolve(DATA_DIR.trim() || 'data');

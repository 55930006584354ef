import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import { nextTurn } from '../../kit/wait.ts';

/** Longer files are read in pieces. */
const PIECE_BYTES = 256 * 1024;

/**
 * Sends large files with pauses in which everything else goes on. undici 6 reads the files of a form without a pause as
 * long as the connection takes them: for 7.6 MB that was 30 ms.
 */
export const makeRequest: RESTOptions['makeRequest'] = (url, init) => {
  if (init.body instanceof FormData) readInPieces(init.body);
  return DefaultRestOptions.makeRequest(url, init);
};

function readInPieces(form: FormData): void {
  for (const [name, value] of [...form])
    if (value instanceof File && value.size > PIECE_BYTES) form.set(name, new FileInPieces(value));
}

class FileInPieces extends File {
  constructor(file: File) {
    super([file], file.name, { type: file.type });
  }

  override stream(): ReturnType<File['stream']> {
    return ReadableStream.from(this.#pieces()) as ReturnType<File['stream']>;
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < this.size; from += PIECE_BYTES) {
      yield new Uint8Array(await this.slice(from, from + PIECE_BYTES).arrayBuffer());
      await nextTurn();
    }
  }
}

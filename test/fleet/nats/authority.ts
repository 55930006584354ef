/** A private certificate authority, made with OpenSSL as in docs/fleet.md. */
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const OPENSSL = ['/usr/bin/openssl', '/usr/local/bin/openssl'].find(existsSync);

/** Says why it is missing; undefined if it is there. */
export const noOpenssl = OPENSSL === undefined ? 'openssl is not installed: what needs it is not run' : undefined;

export interface Signed {
  readonly certFile: string;
  readonly keyFile: string;
}

export class Authority {
  readonly #directory = temporaryDirectory('authority');

  constructor() {
    this.#openssl(
      'req',
      '-x509',
      ...NEW_KEY,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=League',
    );
  }

  get caFile(): string {
    return join(this.#directory, 'ca.pem');
  }

  /** @param name as clients address it, such as "IP:127.0.0.1" */
  sign(file: string, name: string): Signed {
    this.#openssl('req', ...NEW_KEY, '-keyout', `${file}.key`, '-out', `${file}.csr`, '-subj', `/CN=${file}`);
    writeFileSync(join(this.#directory, `${file}.ext`), `subjectAltName=${name}\n`);
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2'];
    this.#openssl('x509', '-req', '-in', `${file}.csr`, ...by, '-out', `${file}.pem`, '-extfile', `${file}.ext`);
    return { certFile: join(this.#directory, `${file}.pem`), keyFile: join(this.#directory, `${file}.key`) };
  }

  #openssl(...words: string[]): void {
    execFileSync(OPENSSL ?? 'openssl', words, { cwd: this.#directory, stdio: 'pipe' });
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

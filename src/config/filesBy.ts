/** Who writes server_cfg.ini and entry_list.ini: a setting of its own, whichever kind of game server it is. */
import type { Dialect } from '../kit/dialects.ts';

export const FILE_AUTHORS = ['pitwall', 'manager'] as const;
export type FileAuthor = (typeof FILE_AUTHORS)[number];

interface Written {
  readonly filesBy?: FileAuthor | undefined;
  readonly dialect?: Dialect | undefined;
}

/** Whether what Pitwall changed in them would be lost: with the commercial manager's own server that is always so. */
export const isWrittenByManager = ({ filesBy, dialect }: Written): boolean =>
  (filesBy ?? (dialect === 'acsm' ? 'manager' : 'pitwall')) === 'manager';

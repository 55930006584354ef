/** Who writes server_cfg.ini and entry_list.ini: a separate setting, for any kind of game server. */
import type { Dialect } from '../kit/dialects.ts';

export const FILE_AUTHORS = ['pitwall', 'manager'] as const;
export type FileAuthor = (typeof FILE_AUTHORS)[number];

interface Written {
  readonly filesBy?: FileAuthor | undefined;
  readonly dialect?: Dialect | undefined;
}

/** Whether Pitwall's changes to them would be lost. With the commercial manager's own server they always are. */
export const isWrittenByManager = ({ filesBy, dialect }: Written): boolean =>
  (filesBy ?? (dialect === 'acsm' ? 'manager' : 'pitwall')) === 'manager';

import type { WrittenSettings } from './values.ts';

const ONLY_EXTERNAL = ['LOG_FILE', 'START_COMMAND', 'STOP_COMMAND', 'RESTART_COMMAND'] as const;

const ONLY_ASSETTOSERVER = ['RCON_ADDRESS', 'RCON_PASSWORD'] as const;

/** Settings that contradict each other. */
export function contradictions(written: WrittenSettings, nameOf: (key: string) => string): string[] {
  const has = (key: string): boolean => key in written;
  const [directory, mode, dialect, listen, send] = ['SERVER_DIR', 'MODE', 'DIALECT', 'UDP_LISTEN', 'UDP_SEND'].map(
    nameOf,
  );
  const files = nameOf('FILES_WRITTEN_BY');
  const isManager = written.DIALECT === 'acsm';
  if (isManager && written.MODE === 'managed')
    return [`${dialect}=acsm needs ${mode}=external: the server manager runs its servers itself.`];
  if (isManager && written.FILES_WRITTEN_BY === 'pitwall')
    return [
      `${files}=pitwall cannot be with ${dialect}=acsm: that server manager writes the files of its servers itself.`,
    ];
  const external = isManager || written.MODE === 'external';
  const stray = ONLY_EXTERNAL.find(has);
  const strayAssetto = written.DIALECT === 'assettoserver' ? undefined : ONLY_ASSETTOSERVER.find(has);
  const hasUdp = has('UDP_LISTEN') && has('UDP_SEND');
  return [
    ...(!external && !has('SERVER_DIR') ? [`${directory} is missing: it must be the directory of your acServer.`] : []),
    ...(!external && stray ? [`${nameOf(stray)} has no effect unless ${mode} is external.`] : []),
    ...(external && has('ACSERVER_COMMAND')
      ? [`${nameOf('ACSERVER_COMMAND')} has no effect where ${mode} is external; ${nameOf('START_COMMAND')} has.`]
      : []),
    ...(strayAssetto ? [`${nameOf(strayAssetto)} has no effect unless ${dialect} is assettoserver.`] : []),
    ...(!strayAssetto && has('RCON_PASSWORD') && !has('RCON_ADDRESS')
      ? [`${nameOf('RCON_PASSWORD')} has no effect without ${nameOf('RCON_ADDRESS')}.`]
      : []),
    ...(has('PRESET') && written.DIALECT !== 'assettoserver' && !external
      ? [`${nameOf('PRESET')} has no effect unless ${dialect} is assettoserver or ${mode} is external.`]
      : []),
    ...(!strayAssetto && has('PRESET') && !has('SERVER_DIR')
      ? [`${nameOf('PRESET')} has no effect without ${directory}.`]
      : []),
    ...(has('UDP_LISTEN') !== has('UDP_SEND') ? [`Set both ${listen} and ${send}, or neither.`] : []),
    ...(has('CHAIN_LISTEN') !== has('CHAIN_SEND')
      ? [`Set both ${nameOf('CHAIN_LISTEN')} and ${nameOf('CHAIN_SEND')}, or neither.`]
      : []),
    ...(external && !hasUdp ? unheard(written, { listen, send }) : []),
  ];
}

/** An external server's UDP ports come from its files, if those are available and meant for us. */
function unheard(
  written: WrittenSettings,
  { listen = '', send = '' }: { readonly listen?: string | undefined; readonly send?: string | undefined },
): string[] {
  const missing = `${listen} and ${send} are missing:`;
  if (written.DIALECT === 'acsm') return [`${missing} without them the manager’s server cannot be heard.`];
  if (!('SERVER_DIR' in written)) return [`${missing} without them it cannot be heard.`];
  if (written.FILES_WRITTEN_BY === 'manager')
    return [`${missing} the ports in server_cfg.ini are for the manager itself; give those of its options.`];
  return [];
}

import type { WrittenSettings } from './values.ts';

const ONLY_EXTERNAL = ['LOG_FILE', 'START_COMMAND', 'STOP_COMMAND', 'RESTART_COMMAND'] as const;

const ONLY_ASSETTOSERVER = ['RCON_ADDRESS', 'RCON_PASSWORD', 'PRESET'] as const;

/** What is wrong only together. */
export function contradictions(written: WrittenSettings, nameOf: (key: string) => string): string[] {
  const has = (key: string): boolean => key in written;
  const [directory, mode, dialect, listen, send] = ['SERVER_DIR', 'MODE', 'DIALECT', 'UDP_LISTEN', 'UDP_SEND'].map(
    nameOf,
  );
  const isManager = written.DIALECT === 'acsm';
  if (isManager && written.MODE === 'managed')
    return [`${dialect}=acsm needs ${mode}=external: the server manager runs its servers itself.`];
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
    ...(!strayAssetto && has('PRESET') && !has('SERVER_DIR')
      ? [`${nameOf('PRESET')} has no effect without ${directory}.`]
      : []),
    ...(has('UDP_LISTEN') !== has('UDP_SEND') ? [`${listen} and ${send} are needed both, or neither.`] : []),
    ...(has('CHAIN_LISTEN') !== has('CHAIN_SEND')
      ? [`${nameOf('CHAIN_LISTEN')} and ${nameOf('CHAIN_SEND')} are needed both, or neither.`]
      : []),
    ...(external && !hasUdp && (isManager || !has('SERVER_DIR'))
      ? [
          `${listen} and ${send} are missing: without them ${isManager ? 'the manager’s server' : 'it'} cannot be heard.`,
        ]
      : []),
  ];
}

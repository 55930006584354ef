/** A systemd unit in which a game server outlives Pitwall, and Pitwall has access only to what it needs. */
import { UserError } from '../kit/errors.ts';

export interface UnitFacts {
  /** Where .env is. */
  readonly directory: string;
  readonly user: string;
  /** The command that starts Pitwall, in words: node itself first, because systemd signals only that process. */
  readonly command: readonly string[];
  /** What else Pitwall writes to: the directories of game servers. */
  readonly writes: readonly string[];
}

/** @throws UserError for a path that cannot be written in a unit */
export function unitText({ directory, user, command, writes }: UnitFacts): string {
  const paths = [directory, ...writes.filter((path) => !isBelow(path, directory))];
  const isAtHome = [...paths, ...command].some((path) => /^\/(home|root)\//.test(`${path}/`));
  return `[Unit]
Description=Pitwall, race control for Assetto Corsa
Wants=network-online.target
After=network-online.target time-sync.target
# Five starts in five minutes, then it stays down: no loop uses up Discord's log-ins.
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=exec
User=${user}
WorkingDirectory=${pathValue(directory)}
ExecStart=${command.map(quotedWord).join(' ')}
Environment=NODE_ENV=production
# Two pools of the C library's for all threads: with more of them Pitwall takes some 30 MB more once pictures are drawn.
Environment=MALLOC_ARENA_MAX=2
# Others in its group may read what the game server writes; what is Pitwall's own is its user's alone.
UMask=0027
# Only Pitwall is stopped: a game server that it has started goes on, and is found again.
KillMode=process
TimeoutStopSec=15
Restart=on-failure
RestartSec=10
# 2: a setting is wrong, and another try would not help.
RestartPreventExitStatus=2
OOMPolicy=continue

NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ReadWritePaths=${paths.map(quotedWord).join(' ')}
ProtectHome=${isAtHome ? 'read-only' : 'yes'}
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
# Without AF_UNIX and AF_NETLINK neither systemctl nor the look-up of addresses works.
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

const isBelow = (path: string, directory: string): boolean => path === directory || path.startsWith(`${directory}/`);

/** % begins a specifier and $ a variable. Only lists of words may have quotes. */
function quotedWord(word: string): string {
  const value = pathValue(word).replaceAll('$', '$$$$');
  return /[\s'"\\;]/.test(word) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

function pathValue(path: string): string {
  if (/[\p{Cc}]/u.test(path)) throw new UserError(`A systemd unit cannot hold the path ${JSON.stringify(path)}.`);
  return path.replaceAll('%', '%%');
}

/** The commands that install it, for someone with root rights. */
export function unitSteps(path: string, { user, directory, writes }: Omit<UnitFacts, 'command'>): string {
  const isNew = user === NEW_USER;
  const steps = [
    ...(isNew
      ? [`sudo useradd --system --user-group ${user}`, `sudo chown -R ${user}: ${[directory, ...writes].join(' ')}`]
      : []),
    `sudo cp ${path} /etc/systemd/system/pitwall.service`,
    'sudo systemctl daemon-reload',
    'sudo systemctl enable --now pitwall',
  ];
  return `${steps.join('\n')}\nIts log: journalctl -u pitwall -f`;
}

const NEW_USER = 'pitwall';

/** The service does not need to run as root. */
export const unitUser = (own: string): string => (own === 'root' || !isUserName(own) ? NEW_USER : own);

const isUserName = (name: string): boolean => /^[a-z_][a-z0-9_-]{0,30}$/.test(name);

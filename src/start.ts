import { surroundings } from './acserver/process.ts';
import { watchFile } from './acserver/stdout/hints.ts';
import { openInstallation } from './app/installation.ts';
import { lifeWarningOf } from './app/lifeWarning.ts';
import { readOwnSettings } from './app/ownSettings.ts';
import { namesInEnvFile } from './config/envFile.ts';
import { openRosterFile } from './config/rosterFile.ts';
import { systemClock } from './kit/clock.ts';
import { optimize } from './kit/optimizing.ts';
import { runUntilTold } from './running.ts';

// All modules are loaded.
optimize();
await runUntilTold(async ({ begin, hideInLog, opened, fail, end }) => {
  const { config, penalties, warnings } = readOwnSettings(process.env, namesInEnvFile());
  const log = begin(config);
  const lifeWarning = lifeWarningOf(config, surroundings);
  for (const warning of [...warnings, ...(lifeWarning ? [lifeWarning] : [])]) log.warn(warning);
  await openInstallation({
    config,
    log,
    clock: systemClock,
    watchFile,
    penalties,
    rosterFile: () => openRosterFile(process.env.ROSTER_FILE, process.env.SERVERS_FILE),
    hideInLog,
    opened,
    fail,
    end,
  });
});

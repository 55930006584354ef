import './kit/heap.ts';
import { openHub } from './app/hub/open.ts';
import { readHubSettings } from './app/ownSettings.ts';
import { namesInEnvFile } from './config/envFile.ts';
import { openRosterFile } from './config/rosterFile.ts';
import { systemClock } from './kit/clock.ts';
import { optimize } from './kit/optimizing.ts';
import { runUntilTold } from './running.ts';

// All modules are loaded.
optimize();
await runUntilTold(async ({ begin, opened, fail, end }) => {
  const { config, warnings } = readHubSettings(process.env, namesInEnvFile());
  const log = begin(config);
  for (const warning of warnings) log.warn(warning);
  await openHub({
    config,
    log,
    clock: systemClock,
    rosterFile: () => openRosterFile(process.env.ROSTER_FILE, process.env.SERVERS_FILE),
    opened,
    fail,
    end,
  });
});

import './kit/heap.ts';
import { surroundings } from './acserver/process.ts';
import { watchFile } from './acserver/stdout/hints.ts';
import { openEdge } from './app/edge/open.ts';
import { lifeWarningOf } from './app/lifeWarning.ts';
import { readEdgeSettings } from './app/ownSettings.ts';
import { namesInEnvFile } from './config/envFile.ts';
import { systemClock } from './kit/clock.ts';
import { optimize } from './kit/optimizing.ts';
import { runUntilTold } from './running.ts';

// All modules are loaded.
optimize();
await runUntilTold(async ({ begin, hideInLog, opened, fail, end }) => {
  const { config, penalties, warnings } = readEdgeSettings(process.env, namesInEnvFile());
  const log = begin(config);
  const lifeWarning = lifeWarningOf(config, surroundings);
  for (const warning of [...warnings, ...(lifeWarning ? [lifeWarning] : [])]) log.warn(warning);
  await openEdge({ config, log, clock: systemClock, watchFile, penalties, hideInLog, opened, fail, end });
});

/** Parameters for every translated text, one file per group of topics, as they occur in an evening. */
import type { Translation } from '../../../src/texts/catalogue.ts';
import { discordSamples } from './discord.ts';
import { documentSamples } from './documents.ts';
import { inGameSamples } from './inGame.ts';
import type { SamplesOf } from './params.ts';
import { penaltySamples } from './penalties.ts';

export const SAMPLES: SamplesOf<Translation> = {
  ...discordSamples,
  ...documentSamples,
  ...inGameSamples,
  ...penaltySamples,
};

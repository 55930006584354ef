import type { ExtraInfoActions } from '../../src/features/extrainfo/actions.ts';

/** Records what is asked of it; every line is news. */
export function fakeExtraInfo(): ExtraInfoActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    optIn: ({ carId, guid }) => void asked.push(['optIn', carId, guid]),
    optOut: ({ carId, guid }) => void asked.push(['optOut', carId, guid]),
    hear(...heard) {
      asked.push(['hear', ...heard]);
      return 'news';
    },
  };
}

/** Descriptions of the commands about penalties, incidents and appeals in French, by their English text. */
import type { Language } from '../language.ts';

export const stewardDescriptions: Language['descriptions'] = {
  'Give a driver a penalty': 'Infliger une pénalité à un pilote',
  What: 'Quoi',
  'Seconds, kilograms, percent or places': 'Secondes, kilogrammes, pourcentage ou places',
  'Race laps until it clears, or to serve it within': 'Tours de course que dure la pénalité, ou délai pour la purger',
  'Session it counts for, such as S-12 (current one if left out)':
    'Session où elle compte, par exemple S-12 (par défaut : celle en cours)',
  'For grid places: next-race (default), next-event, or race:NAME':
    'Pour un recul sur la grille : next-race (par défaut), next-event ou race:NOM',
  'Licence points, such as points:2': 'Points de licence, par exemple points:2',
  'Reason (the driver will read this)': 'Motif (le pilote le lira)',
  'Withdraw a penalty': 'Annuler une pénalité',
  'The penalty, such as P-17': 'La pénalité, par exemple P-17',
  'Only those older than this one, such as P-17': 'Seulement celles antérieures à celle-ci, par exemple P-17',
  'The decision it replaces, such as D-18': "La décision qu'elle remplace, par exemple D-18",
  'Mark a drive-through or stop-and-go as served': 'Marquer un drive-through ou un stop-and-go comme purgé',
  'Mark one as not served (it becomes a time penalty)': 'En marquer un comme non purgé (devient du temps)',
  'Kick a disqualified driver (until then the car stays on track)':
    'Expulser un pilote disqualifié (jusque-là, la voiture reste en piste)',
  'Reason (needed if you were involved)': 'Motif (obligatoire si vous étiez impliqué)',
  'List active penalties, or all penalties of one driver': "Lister les pénalités actives, ou toutes celles d'un pilote",
  'Warn a driver': 'Avertir un pilote',
  'Show your penalties, incidents and warnings left': 'Afficher vos pénalités, incidents et avertissements restants',
  'After a restart: carry a penalty over': 'Après une relance : reporter une pénalité',
  'The penalty, such as P-17, or all (everything unanswered)':
    'La pénalité, par exemple P-17, ou all (toutes celles en suspens)',
  'After a restart: drop a penalty (it is withdrawn)': 'Après une relance : abandonner une pénalité (annulée)',
  'List the newest incidents; filter by state, session, lap or driver':
    'Lister les derniers incidents ; filtrer par état, session, tour ou pilote',
  'Which ones: all, open, or mine (those you took)': 'Lesquels : all (tous), open (ouverts) ou mine (les vôtres)',
  'A driver in it: name, car ID or GUID': 'Un pilote impliqué : nom, ID de voiture ou GUID',
  'Lap they happened on': 'Tour où ils ont eu lieu',
  'Open the next incident to review: worst first, then oldest':
    "Ouvrir l'incident suivant : les plus graves d'abord, puis les plus anciens",
  'The incident you just reviewed': "L'incident que vous venez d'examiner",
  'No further action for every undecided driver on a shared card':
    'Sans suite pour chaque pilote sans décision sur une fiche commune',
  'Give an incident on a shared card its own card': "Donner sa propre fiche à un incident d'une fiche commune",
  'The incident, such as INC-3': "L'incident, par exemple INC-3",
  'Only those older than this one, such as INC-3': 'Seulement ceux antérieurs à celui-ci, par exemple INC-3',
  'Reason (needed if you are an admin and were involved)': 'Motif (obligatoire pour un admin impliqué)',
  'Open a thread to discuss an incident': 'Ouvrir un fil pour discuter un incident',
  'Show everything known about an incident': "Afficher tout ce qu'on sait d'un incident",
  'Decide an incident, for one driver or several': 'Décider un incident, pour un ou plusieurs pilotes',
  'Drivers in it: names, car IDs or GUIDs, with commas (all undecided if left out)':
    'Pilotes impliqués : noms, ID ou GUID, avec des virgules (par défaut : tous ceux sans décision)',
  'Infringement, by its code': 'Infraction, par son code',
  'Replace a decision with another (reason required)': 'Remplacer une décision par une autre (motif obligatoire)',
  'The decision to replace, such as P-17 or D-18': 'La décision à remplacer, par exemple P-17 ou D-18',
  'The new decision (withdrawn for none)': 'La nouvelle décision (withdrawn pour aucune)',
  'Change a decision in an incident': "Changer une décision d'un incident",
  'Take an incident: show that you are investigating it': "Prendre un incident : montrer que vous l'examinez",
  'Open an incident that was not detected': "Ouvrir un incident qui n'a pas été détecté",
  'Session it happened in, such as S-12': 'Session où il a eu lieu, par exemple S-12',
  'Session time, such as 12:34': 'Temps de session, par exemple 12:34',
  'Drivers: names, car IDs or GUIDs, with commas': 'Pilotes : noms, ID de voiture ou GUID, séparés par des virgules',
  'Merge two incidents (the older number stays)': 'Fusionner deux incidents (le plus ancien numéro reste)',
  'The other incident': "L'autre incident",
  'Split some drivers off into an incident of their own': 'Séparer des pilotes dans un incident à part',
  'Drivers to split off: names, car IDs or GUIDs, with commas':
    'Pilotes à séparer : noms, ID de voiture ou GUID, séparés par des virgules',
  'Show a picture of a contact: where the cars were': "Afficher l'image d'un contact : où étaient les voitures",
  'Which contact of a pile-up (1 is the first)': "Quel contact d'un carambolage (1 est le premier)",
  'Still picture or animation': 'Image fixe ou animation',
  'List decisions waiting for a second steward': "Lister les décisions en attente d'un second commissaire",
  "Confirm another steward's decision, where two are needed":
    "Confirmer la décision d'un autre commissaire, s'il en faut deux",
  'The decision, such as P-17 or D-18': 'La décision, par exemple P-17 ou D-18',
  'Reason (needed if you are an admin and made it yourself)': "Motif (obligatoire pour un admin qui l'a prise)",
  "Reject another steward's decision, or take back your own (withdrawn if it is in force)":
    "Rejeter la décision d'un autre commissaire, ou retirer la vôtre (annulée si elle est en vigueur)",
  'Reason (optional for your own)': 'Motif (facultatif pour la vôtre)',
  'Appeal a decision about an incident you were in (it stands until the stewards answer)':
    "Faire appel d'une décision d'un de vos incidents (en vigueur jusqu'à la réponse)",
  'The decision, such as P-17 (only needed if there is more than one)':
    "La décision, par exemple P-17 (s'il y en a plusieurs)",
  'Why the decision is wrong (the stewards will read this)':
    'Pourquoi la décision est fausse (les commissaires le liront)',
  'Rule on the appeals against a decision': 'Statuer sur les appels contre une décision',
  'Such as P-17': 'Par exemple P-17',
  'Upheld, changed or inadmissible': 'Confirmée, modifiée ou irrecevable',
  'If changed: the new decision': 'Si modifiée : la nouvelle décision',
  'Race laps': 'Tours de course',
  'Reason (the driver who appealed will read this)': 'Motif (lu par le pilote qui a fait appel)',
  'Show licence points: what they were for, and when they expire':
    'Afficher les points de licence : pour quoi, et quand ils expirent',
  'The driver (everyone if left out)': 'Le pilote (par défaut : tous)',
  'Report an incident to the stewards': 'Signaler un incident aux commissaires',
  'Session, such as S-12 (this one if left out)': 'Session, par exemple S-12 (par défaut : celle-ci)',
  'Lap, if it was not just now (in the car: "lap 7")': 'Tour, si ce n\'est pas à l\'instant (en voiture : "lap 7")',
  'The other driver': "L'autre pilote",
  'What happened': "Ce qui s'est passé",
};

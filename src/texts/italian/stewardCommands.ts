/** Descriptions of the commands about penalties, incidents and appeals in Italian, by their English text. */
import type { Language } from '../language.ts';

export const stewardDescriptions: Language['descriptions'] = {
  'Give a driver a penalty': 'Infliggi una penalità a un pilota',
  What: 'Che cosa',
  'Seconds, kilograms, percent or places': 'Secondi, chilogrammi, percentuale o posizioni',
  'Race laps until it clears, or to serve it within': 'Giri di gara della sua durata, o entro cui scontarla',
  'Session it counts for, such as S-12 (current one if left out)':
    'Sessione per cui conta, ad esempio S-12 (se manca: quella in corso)',
  'For grid places: next-race (default), next-event, or race:NAME':
    'Per le posizioni in griglia: next-race (se manca), next-event o race:NAME',
  'Licence points, such as points:2': 'Punti licenza, ad esempio points:2',
  'Reason (the driver will read this)': 'Motivo (lo leggerà il pilota)',
  'Withdraw a penalty': 'Annulla una penalità',
  'The penalty, such as P-17': 'La penalità, ad esempio P-17',
  'Only those older than this one, such as P-17': 'Solo quelle precedenti a questa, ad esempio P-17',
  'The decision it replaces, such as D-18': 'La decisione che sostituisce, ad esempio D-18',
  'Mark a drive-through or stop-and-go as served': 'Segna come scontato un drive-through o uno stop-and-go',
  'Mark one as not served (it becomes a time penalty)': 'Segnane uno come non scontato (diventa penalità di tempo)',
  'Kick a disqualified driver (until then the car stays on track)':
    "Espelli un pilota squalificato (fino ad allora l'auto resta in pista)",
  'Reason (needed if you were involved)': "Motivo (serve se c'entri anche tu)",
  'List active penalties, or all penalties of one driver': 'Elenca le penalità attive, o tutte quelle di un pilota',
  'Warn a driver': 'Dai un avvertimento a un pilota',
  'Show your penalties, incidents and warnings left':
    'Mostra le tue penalità, i tuoi incidenti e gli avvertimenti rimasti',
  'After a restart: carry a penalty over': 'Dopo un riavvio: riporta una penalità nella nuova gara',
  'The penalty, such as P-17, or all (everything unanswered)':
    'La penalità, ad esempio P-17, oppure all (tutte quelle in sospeso)',
  'After a restart: drop a penalty (it is withdrawn)': 'Dopo un riavvio: lascia cadere una penalità (viene annullata)',
  'List the newest incidents; filter by state, session, lap or driver':
    'Elenca gli ultimi incidenti; filtra per stato, sessione, giro o pilota',
  'Which ones: all, open, or mine (those you took)': 'Quali: all (tutti), open (aperti) o mine (presi da te)',
  'A driver in it: name, car ID or GUID': "Un pilota coinvolto: nome, ID dell'auto o GUID",
  'Lap they happened on': 'Giro in cui sono avvenuti',
  'Open the next incident to review: worst first, then oldest':
    'Apri il prossimo incidente da esaminare: prima i più gravi, poi i più vecchi',
  'The incident you just reviewed': "L'incidente appena esaminato",
  'No further action for every undecided driver on a shared card':
    'Nessuna ulteriore azione per chi è senza decisione su una scheda comune',
  'Give an incident on a shared card its own card': 'Dai una scheda propria a un incidente su una scheda comune',
  'The incident, such as INC-3': "L'incidente, ad esempio INC-3",
  'Only those older than this one, such as INC-3': 'Solo quelli precedenti a questo, ad esempio INC-3',
  'Reason (needed if you are an admin and were involved)': "Motivo (serve se sei admin e c'entri anche tu)",
  'Open a thread to discuss an incident': 'Apri un thread per discutere un incidente',
  'Show everything known about an incident': 'Mostra tutto ciò che si sa di un incidente',
  'Decide an incident, for one driver or several': 'Decidi un incidente, per uno o più piloti',
  'Drivers in it: names, car IDs or GUIDs, with commas (all undecided if left out)':
    'Piloti coinvolti: nomi, ID auto o GUID, con virgole (se mancano: tutti quelli da decidere)',
  'Infringement, by its code': 'Infrazione, con il suo codice',
  'Replace a decision with another (reason required)': "Sostituisci una decisione con un'altra (serve un motivo)",
  'The decision to replace, such as P-17 or D-18': 'La decisione da sostituire, ad esempio P-17 o D-18',
  'The new decision (withdrawn for none)': 'La nuova decisione (withdrawn per nessuna)',
  'Change a decision in an incident': 'Modifica una decisione in un incidente',
  'Take an incident: show that you are investigating it': 'Prendi un incidente: mostra che lo stai esaminando',
  'Open an incident that was not detected': 'Apri un incidente che non è stato rilevato',
  'Session it happened in, such as S-12': 'Sessione in cui è avvenuto, ad esempio S-12',
  'Session time, such as 12:34': 'Tempo di sessione, ad esempio 12:34',
  'Drivers: names, car IDs or GUIDs, with commas': 'Piloti: nomi, ID auto o GUID, separati da virgole',
  'Merge two incidents (the older number stays)': 'Unisci due incidenti (resta il numero più vecchio)',
  'The other incident': "L'altro incidente",
  'Split some drivers off into an incident of their own': 'Separa alcuni piloti in un incidente a parte',
  'Drivers to split off: names, car IDs or GUIDs, with commas':
    'Piloti da separare: nomi, ID auto o GUID, separati da virgole',
  'Show a picture of a contact: where the cars were': "Mostra un'immagine di un contatto: dov'erano le auto",
  'Which contact of a pile-up (1 is the first)': 'Quale contatto di una carambola (1 è il primo)',
  'Still picture or animation': 'Immagine fissa o animazione',
  'List decisions waiting for a second steward': 'Elenca le decisioni in attesa di un secondo commissario',
  "Confirm another steward's decision, where two are needed":
    'Conferma la decisione di un altro commissario, se ne servono due',
  'The decision, such as P-17 or D-18': 'La decisione, ad esempio P-17 o D-18',
  'Reason (needed if you are an admin and made it yourself)': 'Motivo (serve se sei admin e la decisione è tua)',
  "Reject another steward's decision, or take back your own (withdrawn if it is in force)":
    'Respingi la decisione di un altro commissario, o ritira la tua (annullata se in vigore)',
  'Reason (optional for your own)': 'Motivo (facoltativo per la tua)',
  'Appeal a decision about an incident you were in (it stands until the stewards answer)':
    'Fai ricorso contro una decisione che ti riguarda (vale finché i commissari non rispondono)',
  'The decision, such as P-17 (only needed if there is more than one)':
    "La decisione, ad esempio P-17 (serve solo se ce n'è più di una)",
  'Why the decision is wrong (the stewards will read this)':
    'Perché la decisione è sbagliata (lo leggeranno i commissari)',
  'Rule on the appeals against a decision': 'Decidi sui ricorsi contro una decisione',
  'Such as P-17': 'Ad esempio P-17',
  'Upheld, changed or inadmissible': 'Confermata, modificata o inammissibile',
  'If changed: the new decision': 'Se modificata: la nuova decisione',
  'Race laps': 'Giri di gara',
  'Reason (the driver who appealed will read this)': 'Motivo (lo leggerà chi ha fatto ricorso)',
  'Show licence points: what they were for, and when they expire':
    'Mostra i punti licenza: per che cosa, e quando scadono',
  'The driver (everyone if left out)': 'Il pilota (se manca: tutti)',
  'Report an incident to the stewards': 'Segnala un incidente ai commissari',
  'Session, such as S-12 (this one if left out)': 'Sessione, ad esempio S-12 (se manca: questa)',
  'Lap, if it was not just now (in the car: "lap 7")': 'Giro, se non è successo adesso (in auto: "lap 7")',
  'The other driver': "L'altro pilota",
  'What happened': 'Che cosa è successo',
};

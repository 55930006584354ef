/** Descriptions of commands and their options in Italian, by their English text. */
import type { Language } from '../language.ts';
import { stewardDescriptions } from './stewardCommands.ts';

export const descriptions: Language['descriptions'] = {
  ...stewardDescriptions,

  'Start the game server': 'Avvia il server di gioco',
  'Stop the game server': 'Ferma il server di gioco',
  'Restart the game server': 'Riavvia il server di gioco',
  'Show the state of the game server': 'Mostra lo stato del server di gioco',
  'Show who is on the game server': 'Mostra chi è sul server di gioco',
  'Show the running order: gaps, intervals, last and best laps, cars, conditions':
    'Mostra le posizioni: distacchi, intervalli, ultimi e migliori giri, auto, condizioni',
  'Show the slots of entry_list.ini': 'Mostra i posti di entry_list.ini',
  'Show the configured sessions and which one is live': 'Mostra le sessioni configurate e quale è in corso',
  'Turn a session on or off, or set its laps or minutes':
    'Attiva o disattiva una sessione, o imposta i suoi giri o minuti',
  'The session, such as Race': 'La sessione, ad esempio Race',
  'What to change': 'Che cosa cambiare',
  'Number of laps or minutes': 'Numero di giri o di minuti',
  'Set the length of a session in minutes': 'Imposta la durata di una sessione in minuti',
  'Number of minutes': 'Numero di minuti',
  'The session (if left out: the live one, else the first timed one)':
    'La sessione (se manca: quella in corso, altrimenti la prima a tempo)',
  'Go to the next session': 'Passa alla sessione successiva',
  'Restart the session (laps are lost)': 'Riavvia la sessione (i giri si perdono)',
  'Why these are dropped': 'Perché vengono annullate',
  'Penalties to drop, such as P-3 P-5, or all (none if left out)':
    'Penalità da annullare, ad esempio P-3 P-5, oppure all (se manca: nessuna)',
  'Switch to the next configured weather (if the game server supports it)':
    'Passa al meteo configurato successivo (se il server di gioco lo permette)',
  'Send a private message to one driver in the game': 'Invia un messaggio privato a un pilota nel gioco',
  'Driver name, car ID or GUID': "Nome del pilota, ID dell'auto o GUID",
  'Your message': 'Il tuo messaggio',
  'Send a message to everyone in the game': 'Invia un messaggio a tutti nel gioco',
  'Kick a driver': 'Espelli un pilota dal server',
  'Reason (the driver is told)': 'Motivo (viene detto al pilota)',
  'Force-kick a driver': 'Espelli un pilota dal server in ogni caso',
  'Ban a driver, temporarily or permanently': 'Banna un pilota, per un periodo o per sempre',
  'How long, such as 30m, 2h or 7d (permanent if left out)':
    'Per quanto, ad esempio 30m, 2h o 7d (se manca: per sempre)',
  'Lift a ban': 'Revoca un ban',
  'GUID (17 digits)': 'GUID (17 cifre)',
  Reason: 'Motivo',
  'Add ballast': 'Aggiungi zavorra',
  'Kilograms (the game server sets the limit)': 'Chilogrammi (il limite lo fissa il server di gioco)',
  'Add intake restrictor (less power)': 'Aggiungi il restrittore (meno potenza)',
  'Percent (acServer allows up to 100)': 'Percentuale (acServer accetta fino a 100)',
  'Spectate a car (in sessions where cars are hidden from each other)':
    "Guarda un'auto (nelle sessioni in cui le auto non si vedono)",
  'Car ID': "ID dell'auto",
  'Spectate a class (in sessions where classes are hidden from each other)':
    'Guarda una classe (nelle sessioni in cui le classi non si vedono)',
  'Class name, such as lmp2': 'Nome della classe, ad esempio lmp2',
  'Set the grid by the finishing order of the latest race, or of a race you name':
    "Imposta la griglia con l'ordine di arrivo dell'ultima gara o di quella indicata",
  'The race, such as S-12 (latest results file if left out)':
    "La gara, ad esempio S-12 (se manca: l'ultimo file dei risultati)",
  'Set the grid by the reversed finishing order: everyone, or the top few':
    "Imposta la griglia con l'ordine di arrivo invertito: tutti o solo i primi",
  'How many of the top finishers to reverse (all if left out)': 'Quanti dei primi arrivati invertire (se manca: tutti)',
  'Move a driver to another place on the staged grid': "Sposta un pilota in un'altra posizione della griglia in bozza",
  'A name on the grid, or a GUID': 'Un nome in griglia, o un GUID',
  'Grid place, from 1': 'Posizione in griglia, da 1',
  'Show the grid order (current, or staged and not saved yet)':
    "Mostra l'ordine di griglia (attuale, o in bozza non ancora salvata)",
  'Show every slot of the grid (current, or staged and not saved yet)':
    'Mostra ogni posto della griglia (attuale, o in bozza non ancora salvata)',
  'Save the staged grid to entry_list.ini': 'Salva la griglia in bozza in entry_list.ini',
  'Undo the last save of entry_list.ini': "Annulla l'ultimo salvataggio di entry_list.ini",
  'Show whether the game server is listed in the public lobby': 'Mostra se il server di gioco è nella lobby pubblica',
  'Register with the public lobby again': 'Registra di nuovo il server nella lobby pubblica',
  'Start stracker (lap times and statistics)': 'Avvia stracker (tempi sul giro e statistiche)',
  'Stop stracker': 'Ferma stracker',
  'Restart stracker with the current configuration': 'Riavvia stracker con la configurazione attuale',
  'Show whether stracker is running, and its last errors': 'Mostra se stracker è attivo, e i suoi ultimi errori',
  'Show the classification of a session, with its penalties':
    'Mostra la classifica di una sessione, con le sue penalità',
  'The session, such as S-12 (latest race if left out)': "La sessione, ad esempio S-12 (se manca: l'ultima gara)",
  'Finalise the result of a session (decisions no longer change it)':
    'Rendi definitivo il risultato di una sessione (le decisioni non lo cambiano più)',
  'Export a result as files for the server manager, Simresults or a spreadsheet':
    'Esporta un risultato in file per il gestore del server, Simresults o un foglio di calcolo',
  'Reopen a final result as a new version (decisions change it again)':
    'Riapri un risultato definitivo come nuova versione (le decisioni lo cambiano di nuovo)',
  'The session, such as S-12': 'La sessione, ad esempio S-12',
  'Reason (public)': 'Motivo (pubblico)',
  'Start a league event: the current session and those that follow belong to it':
    'Inizia un evento della lega: ne fanno parte la sessione attuale e quelle che seguono',
  'Name of the event, such as "Round 3"': 'Nome dell\'evento, ad esempio "Round 3"',
  'Series it belongs to': 'Campionato di cui fa parte',
  'End the current league event': "Chiudi l'evento in corso della lega",
  'Show the sessions of the current event, or of an earlier one':
    "Mostra le sessioni dell'evento in corso, o di uno precedente",
  'An earlier event, such as E-3': 'Un evento precedente, ad esempio E-3',
  'Join the latest race to an interrupted one (its decisions carry over)':
    "Unisci l'ultima gara a una interrotta (le sue decisioni restano valide)",
  'The interrupted race, such as S-12': 'La gara interrotta, ad esempio S-12',
  'Link your Discord account to your driver': 'Collega il tuo account Discord al tuo pilota',
  'The code !link gave you in the game': 'Il codice che !link ti ha dato nel gioco',
  'Unlink your Discord account from your driver': 'Scollega il tuo account Discord dal tuo pilota',
  'Show your role, what you can do, and why': 'Mostra il tuo ruolo, che cosa puoi fare e perché',
  'Reload roster.csv: league names, numbers, teams and accounts':
    'Ricarica roster.csv: nomi, numeri, team e account della lega',
  'Log in as admin until you leave the server': 'Accedi come admin finché non lasci il server',
  'Admin password of the server': 'Password admin del server',
  'Log in as spectator until you leave the server': 'Accedi come spettatore finché non lasci il server',
  'Spectator password of the server': 'Password spettatore del server',
  'Send contacts, infractions and penalties to an app in your car, until you leave':
    "Invia contatti, infrazioni e penalità a un'app nella tua auto, finché non esci",
  'Stop sending extra information to an app in your car': "Non inviare più informazioni extra a un'app nella tua auto",
  'Create missing channels and roles, or test a card or an in-game line':
    'Crea i canali e i ruoli mancanti, o prova un messaggio sul canale o nel gioco',
  'Create what is missing, use what exists, test a card or an in-game line, show, or undo':
    'Crea ciò che manca, usa ciò che esiste, prova un messaggio, mostra o annulla',
  'With "take": what the channel or role is for': 'Con "take": a che cosa serve il canale o il ruolo',
  'With "take": an existing channel': 'Con "take": un canale esistente',
  'With "take": an existing role': 'Con "take": un ruolo esistente',
  'Check for common problems, with a fix for each': 'Cerca i problemi più comuni, con un rimedio per ognuno',
  'Shut down Pitwall (the game server keeps running)': 'Spegni Pitwall (il server di gioco resta attivo)',
  'Show the commands you can use, or what one command does':
    'Mostra i comandi che puoi usare, o che cosa fa uno di essi',
  'Command to explain, such as "server start"': 'Comando da spiegare, ad esempio "server start"',
  "Game server (this channel's own if left out)": 'Server di gioco (se manca: quello di questo canale)',
};

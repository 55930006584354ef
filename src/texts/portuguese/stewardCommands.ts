/** Descriptions of the commands about penalties, incidents and appeals in Portuguese, by their English text. */
import type { Language } from '../language.ts';

export const stewardDescriptions: Language['descriptions'] = {
  'Give a driver a penalty': 'Pune um piloto',
  What: 'O quê',
  'Seconds, kilograms, percent or places': 'Segundos, quilos, porcentagem ou posições',
  'Race laps until it clears, or to serve it within': 'Voltas de corrida que dura, ou prazo para cumprir',
  'Session it counts for, such as S-12 (current one if left out)':
    'Sessão para a qual conta, por exemplo S-12 (se omitida: a atual)',
  'For grid places: next-race (default), next-event, or race:NAME':
    'Para posições no grid: next-race (padrão), next-event ou race:NAME',
  'Licence points, such as points:2': 'Pontos na licença, por exemplo points:2',
  'Reason (the driver will read this)': 'Motivo (o piloto vai ler)',
  'Withdraw a penalty': 'Anula uma punição',
  'The penalty, such as P-17': 'A punição, por exemplo P-17',
  'Only those older than this one, such as P-17': 'Somente as anteriores a esta, por exemplo P-17',
  'The decision it replaces, such as D-18': 'A decisão que ela substitui, por exemplo D-18',
  'Mark a drive-through or stop-and-go as served': 'Marca um drive-through ou stop-and-go como cumprido',
  'Mark one as not served (it becomes a time penalty)': 'Marca um como não cumprido (vira punição de tempo)',
  'Kick a disqualified driver (until then the car stays on track)':
    'Expulsa um piloto desclassificado (até lá, o carro segue na pista)',
  'Reason (needed if you were involved)': 'Motivo (obrigatório se o caso envolve você)',
  'List active penalties, or all penalties of one driver': 'Lista as punições ativas, ou todas as de um piloto',
  'Warn a driver': 'Dá uma advertência a um piloto',
  'Show your penalties, incidents and warnings left': 'Mostra suas punições, incidentes e advertências restantes',
  'After a restart: carry a penalty over': 'Após um reinício: mantém uma punição',
  'The penalty, such as P-17, or all (everything unanswered)':
    'A punição, por exemplo P-17, ou all (todas as pendentes)',
  'After a restart: drop a penalty (it is withdrawn)': 'Após um reinício: descarta uma punição (fica anulada)',
  'List the newest incidents; filter by state, session, lap or driver':
    'Lista os últimos incidentes; filtra por status, sessão, volta ou piloto',
  'Which ones: all, open, or mine (those you took)': 'Quais: all (todos), open (abertos) ou mine (os seus)',
  'A driver in it: name, car ID or GUID': 'Um piloto envolvido: nome, ID do carro ou GUID',
  'Lap they happened on': 'Volta em que ocorreram',
  'Open the next incident to review: worst first, then oldest':
    'Abre o próximo incidente a analisar: primeiro os mais graves, depois os mais antigos',
  'The incident you just reviewed': 'O incidente que você acabou de analisar',
  'No further action for every undecided driver on a shared card':
    'Nenhuma ação adicional para quem está sem decisão em um card conjunto',
  'Give an incident on a shared card its own card': 'Dá um card próprio a um incidente de um card conjunto',
  'The incident, such as INC-3': 'O incidente, por exemplo INC-3',
  'Only those older than this one, such as INC-3': 'Somente os anteriores a este, por exemplo INC-3',
  'Reason (needed if you are an admin and were involved)': 'Motivo (obrigatório se você é admin e o caso envolve você)',
  'Open a thread to discuss an incident': 'Abre um tópico para discutir um incidente',
  'Show everything known about an incident': 'Mostra tudo o que se sabe de um incidente',
  'Decide an incident, for one driver or several': 'Decide um incidente, para um ou vários pilotos',
  'Drivers in it: names, car IDs or GUIDs, with commas (all undecided if left out)':
    'Pilotos envolvidos: nomes, IDs de carro ou GUIDs, com vírgulas (se omitidos: os sem decisão)',
  'Infringement, by its code': 'Infração, pelo código',
  'Replace a decision with another (reason required)': 'Substitui uma decisão por outra (motivo obrigatório)',
  'The decision to replace, such as P-17 or D-18': 'A decisão a substituir, por exemplo P-17 ou D-18',
  'The new decision (withdrawn for none)': 'A nova decisão (withdrawn para nenhuma)',
  'Change a decision in an incident': 'Muda uma decisão de um incidente',
  'Take an incident: show that you are investigating it': 'Assume um incidente: mostra que você o está investigando',
  'Open an incident that was not detected': 'Abre um incidente que não foi detectado',
  'Session it happened in, such as S-12': 'Sessão em que ocorreu, por exemplo S-12',
  'Session time, such as 12:34': 'Tempo de sessão, por exemplo 12:34',
  'Drivers: names, car IDs or GUIDs, with commas': 'Pilotos: nomes, IDs de carro ou GUIDs, separados por vírgulas',
  'Merge two incidents (the older number stays)': 'Une dois incidentes (fica o número mais antigo)',
  'The other incident': 'O outro incidente',
  'Split some drivers off into an incident of their own': 'Separa alguns pilotos em um incidente próprio',
  'Drivers to split off: names, car IDs or GUIDs, with commas':
    'Pilotos a separar: nomes, IDs de carro ou GUIDs, separados por vírgulas',
  'Show a picture of a contact: where the cars were': 'Mostra a imagem de um contato: onde os carros estavam',
  'Which contact of a pile-up (1 is the first)': 'Qual contato de uma batida múltipla (1 é o primeiro)',
  'Still picture or animation': 'Imagem parada ou animação',
  'List decisions waiting for a second steward': 'Lista as decisões que esperam um segundo comissário',
  "Confirm another steward's decision, where two are needed":
    'Confirma a decisão de outro comissário, onde são precisos dois',
  'The decision, such as P-17 or D-18': 'A decisão, por exemplo P-17 ou D-18',
  'Reason (needed if you are an admin and made it yourself)': 'Motivo (obrigatório se você é admin e a decisão é sua)',
  "Reject another steward's decision, or take back your own (withdrawn if it is in force)":
    'Rejeita a decisão de outro comissário ou retira a sua (anulada se estiver em vigor)',
  'Reason (optional for your own)': 'Motivo (opcional para a sua)',
  'Appeal a decision about an incident you were in (it stands until the stewards answer)':
    'Recorre de uma decisão sobre um incidente seu (ela vale até o julgamento dos comissários)',
  'The decision, such as P-17 (only needed if there is more than one)':
    'A decisão, por exemplo P-17 (só é preciso se houver mais de uma)',
  'Why the decision is wrong (the stewards will read this)': 'Por que a decisão está errada (os comissários vão ler)',
  'Rule on the appeals against a decision': 'Julga os recursos contra uma decisão',
  'Such as P-17': 'Por exemplo P-17',
  'Upheld, changed or inadmissible': 'Mantida, alterada ou inadmissível',
  'If changed: the new decision': 'Se alterada: a nova decisão',
  'Race laps': 'Voltas de corrida',
  'Reason (the driver who appealed will read this)': 'Motivo (quem recorreu vai ler)',
  'Show licence points: what they were for, and when they expire':
    'Mostra os pontos na licença: por que foram dados e quando expiram',
  'The driver (everyone if left out)': 'O piloto (se omitido: todos)',
  'Report an incident to the stewards': 'Reporta um incidente aos comissários',
  'Session, such as S-12 (this one if left out)': 'Sessão, por exemplo S-12 (se omitida: esta)',
  'Lap, if it was not just now (in the car: "lap 7")': 'Volta, se não foi agora há pouco (no carro: "lap 7")',
  'The other driver': 'O outro piloto',
  'What happened': 'O que aconteceu',
};

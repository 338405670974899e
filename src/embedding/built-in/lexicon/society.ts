/** Terms about people and culture: economy, law, mind, history, language, everyday life. */
export const society = `
# economy
finance: financ*, bank account, banking, interest rate*, compound interest, simple interest, loan*, mortgage*, bond*,
  stock*, share price, dividend*, portfolio*, invest*, discount rate, present value, annuit*, cash flow*, net income,
  balance sheet, income statement, amortiz*, depreciat*, accounting, audit*, credit, debit, ledger, tax*, payroll,
  invoice*, exchange rate*, option pricing, hedge*, black scholes, inflation, capital gain*, maturity, face value,
  net present, npv, irr, premium*, insurance, asset*, liabilit*, coupon, bank discount, promissory
  | interest, rate, price*, risk, cost, balance, bank*, capital, payment*, profit*, market
economics: econom*, demand curve, supply curve, supply and demand, elasticit*, gdp, gross domestic, monopol*,
  oligopol*, marginal cost, marginal utility, utility function, opportunity cost, fiscal policy, monetary policy,
  unemployment, inflation rate, trade deficit, tariff*, comparative advantage, game theory, nash equilibrium,
  externalit*, public good*, keynes*, money supply, federal reserve, aggregate demand, aggregate supply,
  consumer surplus, perfect competition, labor market, wage*, productivity, subsid*, recession*, price floor,
  price ceiling, phillips curve
  | demand, supply, market*, price*, goods, trade, firm*, output, consumer*, income, labor, competit*, spending,
  government
business: business*, market segment*, marketing, advertis*, brand*, customer satisfaction, supply chain*, inventory*,
  human resources, leadership, manager*, management, strategy, stakeholder*, shareholder*, corporat*, entrepreneur*,
  startup compan*, mergers and acquisitions, agile, scrum, kanban, sprint planning, swot, outsourc*, franchise*, csr,
  retail*, sales, procurement, public relations, press release, whistleblow*, employee*, salesperson
  | company, product*, customer*, team*, organi*, plan*, firm*, budget*, service*

# law and politics
law: law, legal*, lawyer*, attorney*, court*, judge*, plaintiff*, defendant*, breach of contract, tort*, negligen*,
  liab*, statut*, constitution*, amendment*, criminal*, crime*, murder, burglary, robbery, homicide, felony,
  misdemeanor, evidence admissible, hearsay, jury, trial, testimon*, prosecut*, landlord*, tenant*, easement*, deed,
  will and testament, copyright*, patent*, trademark*, license*, gdpr, jurisdiction*, appeal*, treaty, human right*,
  sued, sue, damages, arrest*, police*, covenant*, buyer, seller, lawsuit*
  | contract*, evidence, convict*, consent, owner, guilty, witness*
politics and security studies: politic*, government*, democra*, election*, vote*, voting, parliament, congress,
  senate, president*, prime minister, diploma*, united nations, nato, sovereign*, republic*, communis*, socialis*,
  liberal*, conservativ*, legislat*, referendum, cold war, military, army, weapon*, terroris*, deterren*,
  security studies, geopolit*, ideolog*, federalis*, interest groups, policy, nationalis*, containment, public opinion
  | party, war, security, citizen*, country, international, nation*

# mind and society
psychology: psycholog*, cognit*, behavio* therapy, freud*, piaget, conditioning, reinforcement schedule, personality,
  anxiety, depress*, schizophren*, therapy session, counsel*, therapist*, memory recall, short term memory,
  long term memory, motivation, emotion*, perception, attachment, intelligence test, self esteem, stereotyp*,
  prejudice, adolescen*, child development, psychoanal*, psychiatr*, trauma*, ptsd, dissonance, attribution,
  consciousness, unconscious, stress*, infant*, psychometric, autis*, adhd, big five, mental health,
  learned helplessness, erikson, maslow
  | behavio*, mental, learning, memory, child, children, development*, attitude*, subject*
sociology: sociolog*, social class, gender, ethnic*, immigra*, migra* of people, urban*, demograph*, culture*,
  cultural, socializ*, inequality, poverty, marriage, famil*, religion in society, deviance, durkheim, weber, marx*,
  feminis*, social norm*, globaliz*, education system, school*, teacher*, anthropolog*, sexual*, sex education,
  stratification, bureaucra*, media and society, kinship, social work
  | social, society, women, men, community, population
philosophy and religion: philosoph*, ethic*, moral*, kant*, utilitarian*, plato, aristotle, descartes, hume,
  nietzsche, epistemolog*, metaphysic*, free will, existential*, virtue*, deontolog*, consequentialis*, socrates,
  stoic*, religio*, god, christian*, islam*, buddh*, hindu*, jew*, bible, church, quran, theolog*, prayer, karma,
  hobbes, john stuart mill, rawls, dualism, euthanasia, skeptic*, justified belief, cosmological argument, confuci*,
  tao*, sikh*, divine
  | belief*, believe*, reason, justice, soul, truth, knowledge, duty, happiness

# history and geography
history: histor*, century, empire*, world war, revolution*, ancient, medieval, renaissance, egypt*, greek*, colon*,
  slave*, civil war, dynasty, king, queen, treaty of, archaeolog*, artifact*, neolithic, bronze age, mesopotamia*,
  napoleon*, hitler, soviet, independence, crusade*, ottoman, mongol*, inca, maya*, aztec, civilization*, pharaoh,
  paleolithic, stone age, nineteenth, eighteenth, twentieth, settlement*, hunter
  | war, period, emperor, ruler*, land, battle*, sites
geography and travel: geograph*, capital of, country, continent*, river*, mountain*, city, europe*, asia*, africa*,
  america*, china, india*, japan*, germany, france, london, paris, travel*, hotel*, flight*, airport*, tourist*,
  map of, trip, itinerary, visa, beach, island*
  | north, south, east, west, region*, border, population, visit

# language and writing
language and writing: grammar, sentence structure, noun*, verb*, adjective*, adverb*, pronoun*, tense, synonym*,
  antonym*, essay*, paragraph*, poem*, poet*, novel*, story, literatur*, metaphor*, shakespeare, haiku, rhyme*,
  limerick, rewrite*, summari*, proofread*, translat*, spanish, french, german, chinese, english, linguistic*,
  phonem*, syllab*, cover letter, resume, speech, blog post, email to, letter to, fiction, plot, dialogue, author,
  punctuat*, tone, song*, lyrics, slogan*, tagline, headline
  | word*, sentence*, meaning, phrase*, language, title, bullet*, letter*

# everyday life
arts and media: music*, guitar, piano, chord*, melody, painting*, painter, artist*, sculptur*, architect* style,
  film*, movie*, actress, theatre, theater, photograph*, television, tv show, celebrity, video game, museum*, dance*,
  album, band, opera, symphony, cartoon*, anime, netflix, novel adaptation
  | art, scene, star, style, actor
everyday life: recipe*, cook*, bake*, ingredient*, kitchen, restaurant*, food, coffee, tea, garden*, pet, dog, cat,
  car, drive*, vehicle*, house, home, clean the, clothes, fashion, gift*, wedding, party planning, hobby, sleep,
  workout, yoga, fitness, football, soccer, basketball, baseball, tennis, olympic*, sport*, team won, league, hockey,
  golf, swim*, bike, bicycle, child care, parenting, relationship*, fireplace, oven, knife, wood, paint, door, horse*,
  toy*, makeup, hair, shoe*, shirt, kids, mother, father, friend*
  | water, wall, room, ball, game, eat*, wear*, dish, pan, cup
`;

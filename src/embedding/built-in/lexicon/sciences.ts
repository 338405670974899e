/** Terms of mathematics and the natural sciences. */
export const sciences = `
# mathematics
algebra: algebra*, polynomial*, quadratic, cubic, equation*, simplify expression, factor the, roots, coefficient*,
  logarithm*, exponent*, complex number, binomial, inequalit*, absolute value, asymptote*, parabola, solve for,
  arithmetic sequence, geometric sequence, common difference, vieta, radical, sqrt
  | term*, solve, value of, positive, real number
abstract algebra: abelian, subgroup*, homomorphi*, isomorphi*, ring theory, ideal of, finite field, galois,
  group theory, vector space*, cosets, permutation group, cyclic group, kernel of, integral domain, commutative,
  associative, order of the group, field extension, topolog*, compact set, hausdorff, metric space, lie algebra,
  manifold*
  | ring, identity, finite
calculus: calculus, derivative*, integral*, integrat*, differentia*, limit of, taylor, maclaurin, converg*, diverg*,
  gradient, jacobian, hessian, laplace, fourier, ode, pde, chain rule, tangent line, concave, critical point, maxima,
  minima, antiderivative, inflection, arc length, lagrange multiplier, infinite series
  | rate of change, maximum, minimum, curve, continuous, slope, tends
linear algebra: linear algebra, eigenvalue*, eigenvector*, determinant*, matrix, matrices, vector space, rank of,
  invertible, orthogonal*, dot product, cross product, linear transformation, singular value, svd,
  gaussian elimination, basis, null space, linearly independent, transpose, span, diagonaliz*, inner product,
  unit vector, column space
  | vector*, linear, dimension, norm, product, scalar
number theory: number theory, prime, congruen*, modulo, divisib*, divisor*, gcd, lcm, euler totient, fermat,
  diophantine, chinese remainder, perfect square, coprime, base ten, quadratic residue, integers such that,
  positive integer*, units digit, base 10, consecutive integers
  | integer*, digit*, odd, even, remainder, multiple, square, sum of, product of, divide*
geometry: geometry, triangle*, circle*, radius, diameter, circumference, polygon*, hexagon, pentagon, angle*,
  perpendicular, parallel lines, hypotenuse, pythagor*, trigonometr*, sine, cosine, tangent, sphere*, cylinder, cone,
  pyramid, prism, surface area, perimeter, quadrilateral, rectangle*, rhombus, trapezoid, isosceles, equilateral,
  bisector, inscribed, circumscribed, coordinate plane, ellipse, hyperbola, chord, midpoint of, centroid,
  parallelogram, degrees in
  | area, volume, side, height, distance, square, plane, line segment
combinatorics: combinatori*, how many ways, arrangements, permutation*, binomial coefficient, pigeonhole,
  inclusion exclusion, choose k, catalan, derangement*, generating function, recurrence relation, committees,
  different ways, stars and bars, graph coloring, without repetition
  | choose, select, distinct, arrange*, subset*, counting, different
probability: probabilit*, random variable*, expected value, bayes*, independent events, coin*, dice, die, poisson,
  binomial distribution, normal distribution, markov chain*, monte carlo, martingale, without replacement, odds,
  density function, cumulative distribution, lottery, roulette, brownian, marbles, deck of cards, joint distribution
  | chance, random*, distribution*, likelihood, expected, uniform, draw, toss, fair, exponential
statistics: statistic*, hypothesis test*, p value, confidence interval*, regression*, standard deviation, variance,
  median, mean of, t test, chi square*, anova, correlation*, null hypothesis, sampling, z score, significance level,
  percentile*, quartile*, skew*, standard error, least squares, residual*, estimator*, maximum likelihood,
  sample size, effect size, survey*, time series model, autocorrelation, heteroscedastic*, multicollinearity,
  confounding
  | sample*, population, mean, average, significan*, estimat*, distribution, bias*
logic and sets: propositional logic, predicate logic, truth table*, tautology, contradiction, de morgan, quantifier*,
  set theory, cardinality, uncountable, countable, induction, axiom*, theorem*, lemma, syllogism*, venn, modus ponens,
  fallac*, godel, automata, finite state machine, state machine, turing machine, decidab*, regular language,
  logical form, premise*, ad hominem, argument is valid, bijection, injective, surjective
  | proof, prove*, conclusion, valid, logic*, implies, relation*
arithmetic: arithmetic, addition, subtraction, multiplication, division, fraction*, percent*, ratio, proportion*,
  word problem, how much, how many, each day, per hour, per week, dozen, total cost, apples, cookies, twice as many,
  half as many, remaining, altogether, left over, pounds, dollars, cents, mph, times as many, miles, gallons,
  students, bought, sells, spends, earns
  | cost*, price*, sold, money, pays, week, how far, total, half, bag*, number of

# physical sciences
mechanics: mechanics, velocity, acceleration, newton, kinetic energy, potential energy, momentum, friction,
  projectile*, torque, angular, gravity, gravitational, centripetal, pendulum, collision, inertia, spring constant,
  oscillat*, harmonic, pulley, inclined plane, rigid body, fluid*, buoyan*, bernoulli, viscosity, pressure drop,
  reynolds, hydraulic, pipe flow, incompressible, drag
  | force*, mass, speed, kg, motion, weight, moving, ball, frame, meters, water, flow*
electricity and waves: electric*, voltage*, circuit*, resistor*, capacit*, inductor*, ohm*, magnet*, electromagnet*,
  maxwell, wavelength*, frequency, refract*, diffract*, lens*, mirror, optics, transistor*, diode*, amplifier,
  ac current, dc motor, generator, transformer winding, armature, alternating current, photoelectric, interference,
  polariz*, laser, antenna, signal processing, sampling rate, bode, transfer function, impedance, ampere*, volts,
  dipole, coulomb, sound waves, decibel*, doppler, focal length, photon*
  | charge*, wave*, light, resistance, phase, sound, load, control system
thermodynamics: thermodynamic*, entropy, enthalpy, heat*, temperature, carnot, adiabatic, isothermal, ideal gas,
  boiling, melting, conduction, convection, radiation, blackbody, refrigerat*, turbine*, steam, boltzmann, combustion,
  psia, btu, insulation, condenser, air conditioning
  | gas*, pressure, volume, energy, cool*, efficien*, engine*, kelvin, celsius, fahrenheit
modern physics: quantum*, relativity, lorentz, schrodinger, electron*, photon, proton, neutron, nucle*, radioactiv*,
  half life, particle physics, quark*, boson, fermion*, spin, wave function, black hole, string theory, hydrogen atom,
  energy level*, uncertainty principle, dark matter, big bang, decay, higgs, hamiltonian, superconduct*
  | particle*, energy, mass, potential, atom*
astronomy and earth: astronom*, planet*, star, galax*, solar system, orbit*, telescope*, moon, sun, mars, jupiter,
  saturn, venus, comet*, asteroid*, light year, redshift, geolog*, earthquake*, volcan*, tectonic*, climate*, weather,
  atmosphere*, ocean*, fossil*, sediment*, rock*, greenhouse, carbon dioxide, meteor*, eclipse, glacier*, erosion,
  glob* warming, luminosity, stellar, crater*
  | earth, surface, temperature, distance, layer, year
chemistry: chemist*, molecul*, chemical*, covalent, ionic, oxid*, redox, acid*, alkali*, ph of, titrat*, molar*, mole,
  stoichiometr*, equilibrium constant, catalyst*, benzene, alkane, alkene, polymer*, periodic table, valence,
  electronegativ*, isomer*, solubil*, precipitat*, buffer solution, nmr, spectroscop*, reagent, hybridization,
  orbital*, isotop*, electrolysis, electrolyte*, carboxyl*, ketone, aldehyde, ester, reaction rate, nh3, hcl, naoh,
  ion, ammonia, sodium, chloride, carbon, nitrogen, oxygen, hydrogen, gram*, compound
  | reaction*, react*, bond*, solution*, concentration, equilibrium, mixture, liquid, metal*

# life sciences
biology: biolog*, cell membrane, mitochondri*, photosynthe*, dna, rna, mrna, gene, genetic*, chromosom*, allele*,
  mitosis, meiosis, protein*, enzyme*, amino acid*, evolution*, natural selection, species, ecosystem*, ecolog*,
  bacteri*, virus*, fung*, plant*, organism*, genotype, phenotype, mutation*, transcription, ribosom*, homeosta*,
  mammal*, vertebrate*, taxonom*, predator*, prey, habitat, biodiversity, chloroplast*, eukaryot*, prokaryot*,
  hybrid*, dominant, recessive, heredit*, embryo*, fertiliz*, pollinat*, insect*, food chain, seed*, nucleotide*,
  hominin*, homo sapiens, primate*
  | cell*, population, trait*, grow*, animal*, membrane, tissue*, offspring, leaf, root, sequence
medicine: medic*, patient*, diagnos*, symptom*, disease*, treatment*, therap*, surg*, clinical*, physician*, doctor,
  nurse*, hospital*, drug*, dose, dosage, antibiotic*, infect*, cancer*, tumor*, diabet*, blood pressure, hypertens*,
  cardiac, heart attack, stroke, vaccin*, immun*, antibod*, pregnan*, fever, cough, biopsy, renal, kidney*, liver,
  lung*, pulmonary, anemia, arter*, vein*, nerve*, year-old man, year-old woman, year old man, year old woman,
  examination shows, hormone*, insulin, asthma, arthritis, hepat*, hiv, pain, mri, ct scan, x-ray, prescri*, serum,
  physical examination, bmi, chronic, acute, syndrome, lesion*, anesthe*, dental, teeth
  | blood, heart, brain, skin, pressure, weight, history, year-old, levels, urine, stomach
anatomy and nutrition: anatom*, muscle*, bone*, skelet*, nervous system, spinal, brain, cortex, hippocampus, neuron*,
  synap*, endocrine, gland*, thyroid, pituitary, digest*, stomach, intestin*, respirat*, kidney, bladder, eye, retina,
  ear, joint*, ligament*, cranial, nutri*, vitamin*, calori*, diet*, protein intake, obes*, mineral*, fiber,
  carbohydrate*, fat intake, ageing, aging, older adults, dementia, hemoglobin, plasma, reflex*
  | nerve, blood, heart, skin, energy, exercise*, food, weight, health*
`;

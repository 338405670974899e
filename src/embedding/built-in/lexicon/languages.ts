/** Terms about programming languages, build tools and user interfaces. */
export const languages = `
# types
type systems: typechecker, mypy, pyright, annotat*, duck typ*, structural typ*, nominal typ*, typevar, narrowing,
  typecast*, downcast, upcast, cast, coercion, implicit conversion, isinstance, instanceof, typeof, newtype,
  type alias, tsc, tsconfig, strict mode, type erasure, reified, rtti, mistyped, hindley, soundness, type level,
  infer*, noimplicitany, assignable, compiles, satisfies, widening, unsound, declaration file, d.ts,
  typescript compiler, runtime check, compiler error, possibly undefined, possibly null, signature, wrong argument,
  as unknown as, object keys, object entries, as any, this type, double assertion, ts expect error,
  impossible combination, type, ts ignore, compile error
  | interface*, declare*, accept*, convert*, reject*, integer, unknown, any, accepts either, forbid*, props, mistake,
  prevent*, string, number, properties, exist*, argument*
generics and variance: generic*, covarian*, contravarian*, varian*, invarian*, higher kinded, template parameter,
  keyof, pick and omit, readonly, variadic, trait, typeclass*, protocol class, monomorphi*, overload*,
  index signature, extends, class hierarchy, default method, interface, multiple dispatch, phantomdata,
  keys of an object, fluent builder, recursive bound, curiously recurring, self referential, subclasses,
  polymorphic this, supertypes, lower bounded, upper bounded, dyn, box dyn
  | constraint*, template*, implements, subtype*, parameter, shape*, decorator*, comparable, builder, method chaining
data types: enum*, exhaustive*, optional, nullab*, null safety, non null, undefined, void, tuple*, dataclass*, struct,
  object shape, boolean, primitive type*, boxed, sealed, strictnullchecks, string or number, null check, null pointer,
  unit of measure, units of measure, invalid state*, tag field, kind field, discriminat*, unions, all cases,
  every case, impossible state*, either or, impossible combination, variants, sum types, algebraic
  | any, unknown, null, field*, shape, variant*, switch, case, property, missing property, units, int, record

# programming languages
python: numpy, pandas, virtualenv, venv, conda, jupyter, pythonic, init py, cpython, pypy, kwargs, list slicing,
  scipy, tkinter
  | indent*, python*, pip install, django, flask, fastapi
javascript: deno, bun, ecmascript, es6, commonjs, esm, hoisting, prototype chain, event listener, jquery, npm,
  let and const, nullish, spread operator, destructur*, const keyword, this keyword
  | prototype, promise, node, javascript, typescript, js, ts, nodejs, node js, tsx, jsx
java and jvm: spring, maven, gradle, servlet, jakarta, javac, jar, android studio, hibernate, groovy, classpath,
  autowired, lombok, tomcat, stringbuilder, bytecode
  | bean*, annotation*, java, jvm, kotlin
c and c++: gcc, clang, cmake, makefile, header file, preprocessor, macro*, undefined behaviour, undefined behavior,
  template metaprogramming, move semantics, rvalue, std vector, stl, boost, const correctness, sizeof, printf, scanf,
  destructor, iostream, void pointer, memcpy, pointer arithmetic, msvc, linker*
  | include*, link*, c++, cpp
other languages: borrow checker, cargo, lifetimes, rails, laravel, net core, linq, asp net, elixir, erlang, clojure,
  lisp, prolog, fortran, cobol, r language, dart, ocaml, f#, visual basic, assembly, crate
  | borrow*, owned, slice, defer, nil, rust, golang, go, ruby, php, swift, perl, c#, scala, haskell, powershell,
  dotnet, lua, julia, matlab
compilers: compiler*, interpreter*, just in time, intermediate representation, llvm, code generation, optimi* pass,
  register allocation, static analysis, symbol table, garbage collector design, virtual machine, transpil*,
  source map, stack machine, opcode*, metaprogram*, reflection, introspect*, eval, semantics, evaluation order
  | instruction*, bytecode, runtime, pass
control flow: for loop, while loop, if statement, switch statement, break statement, continue statement, goto,
  ternary, boolean logic, short circuit, infinite loop, nested loop, off by one, boolean expression, guard clause,
  early return, nested if
  | condition*, continue, loop*, conditional*, iteration
numbers in programs: float*, rounding, precision, overflow, ieee 754, decimal*, bigint, nan, epsilon,
  integer division, random number, currency amount, truncat*, money as, significant digits, random generator
  | double, number*, digit*, infinity, random*

# build and delivery
packages: package manager, npm install, package json, package lock, lock file, lockfile, dependenc*, semver,
  semantic version*, yarn, pnpm, pip install, poetry, cargo toml, nuget, apt, homebrew, maven central, pypi, registry,
  requirements txt, transitive, node modules, node_modules, library version, pinned, vendored, deprecat*
  | package*, version*, install*, library, upgrade*, publish*, release*, module*
builds: build tool*, bundler, webpack, vite, rollup, esbuild, babel, cmake, bazel, gradle, ninja, build script,
  incremental build, tree shaking, code splitting, cross compil*, linker error, build cache, source maps, hot reload,
  minif*, transpile, build fails, ant, msbuild, makefile*
  | build*, bundle*, artifact*, target, compile*, link*
continuous integration: continuous integration, ci, continuous delivery, github action*, jenkins, travis, circleci,
  deploy*, blue green, canary*, rollout, feature flag*, release pipeline, staging environment, rolling update,
  rollback a release
  | pipeline*, job, stage*, release*, production, environment*, step
containers and clouds: docker*, container image, kubernetes, k8s, pod, kubectl, helm, compose file, namespace, podman,
  image layer, registry image, terraform, ansible, cloudformation, infrastructure as code, aws, azure, gcp,
  lambda function, serverless, s3, ec2, iam, autoscal*, vagrant, provision*, vm, hypervisor, ingress, sidecar, istio,
  cloud, devops, volume mount, entrypoint
  | container*, cluster*, image, volume*, node, instance, replica*, layer, mount*

# user interfaces
web pages: html, css, dom, flexbox, grid layout, media query, media queries, responsive design, stylesheet, tailwind,
  bootstrap, sass, z-index, margin, hover, font*, viewport, div, innerhtml, addeventlistener, event bubbling, browser,
  localstorage, canvas, svg, web component*, queryselector, favicon, iframe, webpage, web page, css selector
  | layout, element*, page, center*, align*, button*, click*, scroll*, style*, position*, width, color*, colour*,
  animation*, responsive, form, padding
web frameworks: react, usestate, useeffect, hooks, redux, vue, vuex, pinia, angular, svelte, nextjs, next js, nuxt,
  server side render*, ssr, hydration, virtual dom, component*, props, state management, jsx, usememo, usecallback,
  re-render*, rerender*, rxjs, observable*, zustand, storybook, ember, htmx, single page app*
  | render*, effect, state, router, context, form*, input
applications: user interface, ui, ux, accessib*, aria, screen reader, usability, desktop app, electron, qt, gtk,
  swing, wpf, tkinter, swiftui, uikit, jetpack compose, android, ios, xcode, flutter, react native, mobile app,
  push notification, activity lifecycle, fragment, viewmodel, dark mode, i18n, l10n, internationali*, locali*,
  translation file, pluraliz*, drag and drop, modal, dialog, tooltip, dropdown, widget*
  | menu, window, screen, keyboard, mouse, gesture, touch, app, notification
editors and tools: vs code, vscode, visual studio, intellij, vim, neovim, emacs, ide, language server,
  editor extension, keybinding*, syntax highlight*, snippet, linter, stack overflow site, code editor, webview,
  autocompletion
  | editor, extension, shortcut, setting*, plugin
graphics and games: opengl, vulkan, webgl, shader*, ray tracing, rasteri*, texture*, mesh, unity, unreal, godot,
  pygame, sprite*, game loop, quaternion*, three js, pathfinding, physics engine, fps, bezier, antialias*, gpu, cuda,
  framebuffer, image processing, opencv
  | render*, camera, game*, player*, pixel*, light*, scene, collision*, rotation
`;

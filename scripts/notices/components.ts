/** Software compiled into a package's binary that the package itself does not list. */
export interface Component {
  readonly name: string;
  readonly licence: string;
  readonly copyright: string;
  readonly source: string;
}

const toolchain: readonly Component[] = [
  {
    name: "Emscripten",
    licence: "MIT",
    copyright: "Copyright (c) 2010-2026 Emscripten authors",
    source: "https://github.com/emscripten-core/emscripten",
  },
  {
    name: "musl",
    licence: "MIT",
    copyright: "Copyright (c) 2005-2026 Rich Felker, et al.",
    source: "https://musl.libc.org",
  },
];

/** Components by the package whose WebAssembly contains them. */
export const components: Readonly<Record<string, readonly Component[]>> = {
  "@jitl/quickjs-wasmfile-release-sync": toolchain,
  "onnxruntime-web": [
    ...toolchain,
    {
      name: "Abseil",
      licence: "Apache-2.0",
      copyright: "Copyright The Abseil Authors",
      source: "https://github.com/abseil/abseil-cpp",
    },
    {
      name: "Boost.Mp11",
      licence: "BSL-1.0",
      copyright: "Copyright 2015-2026 Peter Dimov and contributors",
      source: "https://github.com/boostorg/mp11",
    },
    {
      name: "date",
      licence: "MIT",
      copyright: "Copyright (c) 2015-2026 Howard Hinnant and contributors",
      source: "https://github.com/HowardHinnant/date",
    },
    {
      name: "Eigen",
      licence: "MPL-2.0",
      copyright: "Copyright The Eigen authors",
      source: "https://gitlab.com/libeigen/eigen",
    },
    {
      name: "FlatBuffers",
      licence: "Apache-2.0",
      copyright: "Copyright Google Inc.",
      source: "https://github.com/google/flatbuffers",
    },
    {
      name: "Guidelines Support Library",
      licence: "MIT",
      copyright: "Copyright (c) 2015 Microsoft Corporation",
      source: "https://github.com/microsoft/GSL",
    },
    {
      name: "JSON for Modern C++",
      licence: "MIT",
      copyright: "Copyright (c) 2013-2026 Niels Lohmann",
      source: "https://github.com/nlohmann/json",
    },
    {
      name: "ONNX",
      licence: "Apache-2.0",
      copyright: "Copyright (c) ONNX Project Contributors",
      source: "https://github.com/onnx/onnx",
    },
    {
      name: "Protocol Buffers",
      licence: "BSD-3-Clause",
      copyright: "Copyright 2008 Google Inc.",
      source: "https://github.com/protocolbuffers/protobuf",
    },
    {
      name: "RE2",
      licence: "BSD-3-Clause",
      copyright: "Copyright (c) 2009 The RE2 Authors",
      source: "https://github.com/google/re2",
    },
    {
      name: "SafeInt",
      licence: "MIT",
      copyright: "Copyright (c) 2018 Microsoft",
      source: "https://github.com/dcleblanc/SafeInt",
    },
    {
      name: "XNNPACK",
      licence: "BSD-3-Clause",
      copyright: "Copyright (c) Facebook, Inc. and its affiliates; Copyright 2019 Google LLC",
      source: "https://github.com/google/XNNPACK",
    },
  ],
  pyodide: [
    ...toolchain,
    {
      name: "CPython",
      licence: "Python-2.0.1",
      copyright: "Copyright (c) 2001 Python Software Foundation",
      source: "https://github.com/python/cpython",
    },
    {
      name: "bzip2",
      licence: "bzip2-1.0.6",
      copyright: "Copyright (c) 1996-2019 Julian R Seward",
      source: "https://sourceware.org/bzip2",
    },
    {
      name: "Expat",
      licence: "MIT",
      copyright:
        "Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper; Copyright (c) 2001-2026 Expat maintainers",
      source: "https://github.com/libexpat/libexpat",
    },
    {
      name: "HACL*",
      licence: "MIT",
      copyright:
        "Copyright (c) 2016-2022 INRIA, CMU and Microsoft Corporation; Copyright (c) 2022-2026 HACL* Contributors",
      source: "https://github.com/hacl-star/hacl-star",
    },
    {
      name: "libffi",
      licence: "MIT",
      copyright: "Copyright (c) 1996-2026 Anthony Green, Red Hat, Inc and others",
      source: "https://github.com/libffi/libffi",
    },
    {
      name: "libmpdec",
      licence: "BSD-2-Clause",
      copyright: "Copyright (c) 2008-2026 Stefan Krah",
      source: "https://www.bytereef.org/mpdecimal",
    },
    {
      name: "SQLite",
      licence: "blessing",
      copyright: "No copyright is claimed",
      source: "https://sqlite.org",
    },
    {
      name: "XZ Utils (liblzma)",
      licence: "0BSD",
      copyright: "Copyright (c) The XZ Utils authors and contributors",
      source: "https://github.com/tukaani-project/xz",
    },
    {
      name: "zlib",
      licence: "Zlib",
      copyright: "Copyright (c) 1995-2026 Jean-loup Gailly and Mark Adler",
      source: "https://github.com/madler/zlib",
    },
  ],
  undici: [
    {
      name: "llhttp",
      licence: "MIT",
      copyright: "Copyright Fedor Indutny, 2018",
      source: "https://github.com/nodejs/llhttp",
    },
  ],
};

/** Copyright holders of packages that have no licence file and name no author, or the wrong one. */
export const holders: Readonly<Record<string, string>> = {
  "@arnog/colors": "Arno Gourdol",
  "onnxruntime-common": "Microsoft Corporation",
  "onnxruntime-web": "Microsoft Corporation",
  pyodide: "Pyodide contributors and Mozilla",
};

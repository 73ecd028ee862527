//===--- Digest.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Digest.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <elf.h>
#include <link.h>

using namespace llvm;

namespace async_tidy::driver {

Digest Digest::of(StringRef Content) {
  XXH128_hash_t Hash = xxh3_128bits(arrayRefFromStringRef(Content));
  return {Hash.low64, Hash.high64};
}

std::string Digest::text() const {
  return utohexstr(High, /*LowerCase=*/true, 16) + utohexstr(Low, /*LowerCase=*/true, 16);
}

Digest Digest::parse(StringRef Text) {
  Digest D;
  if (Text.size() != 32 || Text.take_front(16).getAsInteger(16, D.High) || Text.drop_front(16).getAsInteger(16, D.Low))
    return {};
  return D;
}

DigestBuilder &DigestBuilder::add(StringRef Part) {
  char Size[sizeof(uint64_t)];
  support::endian::write64le(Size, Part.size());
  Parts.append(Size, sizeof(Size));
  Parts += Part;
  return *this;
}

/// Adds the build id note of one loaded object to the text at \p Out.
static int addBuildId(dl_phdr_info *Object, size_t, void *Out) {
  StringRef Name = Object->dlpi_name;
  // The first object is the program and has no name. Of the libraries only those count that decide what is found.
  if (!Name.empty() && !Name.contains("libclang") && !Name.contains("libLLVM") && !Name.contains("libyaml-cpp"))
    return 0;
  for (unsigned I = 0; I != Object->dlpi_phnum; ++I) {
    const ElfW(Phdr) &Header = Object->dlpi_phdr[I];
    if (Header.p_type != PT_NOTE)
      continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): where the loader put it.
    const char *At = reinterpret_cast<const char *>(Object->dlpi_addr + Header.p_vaddr);
    const char *End = At + Header.p_memsz;
    while (At + sizeof(ElfW(Nhdr)) <= End) {
      const auto *Note = reinterpret_cast<const ElfW(Nhdr) *>(At);
      const char *Owner = At + sizeof(*Note);
      const char *Content = Owner + alignTo(Note->n_namesz, 4);
      if (Note->n_type == NT_GNU_BUILD_ID && StringRef(Owner, Note->n_namesz) == StringRef("GNU\0", 4))
        *static_cast<std::string *>(Out) += toHex(StringRef(Content, Note->n_descsz), /*LowerCase=*/true) + ' ';
      At = Content + alignTo(Note->n_descsz, 4);
    }
  }
  return 0;
}

const std::string &toolIdentity() {
  static const std::string Identity = [] {
    std::string Ids;
    dl_iterate_phdr(addBuildId, &Ids);
    return Ids;
  }();
  return Identity;
}

} // namespace async_tidy::driver

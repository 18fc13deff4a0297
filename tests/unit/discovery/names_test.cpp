#include "discovery/names.hpp"

#include <doctest/doctest.h>

namespace tariff::discovery {
namespace {

Likeness between(std::string_view left, std::string_view right) {
  const Likeness one = likeness(form_of(left), form_of(right));
  CHECK(one == likeness(form_of(right), form_of(left)));
  return one;
}

}  // namespace

TEST_CASE("equal is byte for byte") {
  CHECK(between("Contoso", "Contoso") == Likeness::equal);
  CHECK(between("Contoso", "contoso") == Likeness::same_words);
  CHECK(between("Contoso", "Fabrikam") == Likeness::different);
  CHECK(between("", "Contoso") == Likeness::different);
}

TEST_CASE("case, punctuation, accents and a legal form on one side leave the words the same") {
  for (const char* other :
       {"CONTOSO TRADERS", "Contoso-Traders", "Contoso Traders Ltd", "Contoso Traders, Inc.",
        "Contoso Traders G.m.b.H. & Co. KG", "Contoso Traders Sp. z o.o.", "  Contoso  Traders "})
    CHECK_MESSAGE(between("Contoso Traders", other) == Likeness::same_words, other);
  CHECK(between("Müller & Söhne", "Mueller und Soehne") == Likeness::same_words);
  CHECK(between("Müller", "Muller") == Likeness::same_words);
  CHECK(between("Mu\xcc\x88ller", "Müller") == Likeness::same_words);
  CHECK(between("Großmann", "GROSSMANN") == Likeness::same_words);
  CHECK(between("O'Brien", "OBrien") == Likeness::same_words);
  CHECK(between("ООО \"Ромашка\"", "Ромашка") == Likeness::same_words);
  CHECK(between("Contoso Limited", "Contoso Ltd.") == Likeness::same_words);
}

TEST_CASE("two different legal forms may be two companies") {
  CHECK(between("Contoso Ltd", "Contoso GmbH") == Likeness::other_legal_form);
  CHECK(between("Contoso AG", "Contoso GmbH & Co. KG") == Likeness::other_legal_form);
}

TEST_CASE("a name that is nothing but a legal form keeps it") {
  CHECK(between("AG", "KG") == Likeness::different);
  CHECK(between("Co", "Company") == Likeness::different);
}

TEST_CASE("a letter or two apart is alike in a long name, never in a short one and never in a digit") {
  CHECK(between("Contoso", "Contosso") == Likeness::spelled_alike);
  CHECK(between("Northwind Traders", "Nortwhind Trader") == Likeness::spelled_alike);
  CHECK(between("Northwind Traders", "Southwind Trader") == Likeness::different);
  CHECK(between("Acme", "Acne") == Likeness::different);
  CHECK(between("Customer 10", "Customer 11") == Likeness::different);
  CHECK(between("Branch 1 of Contoso", "Branch 12 of Contoso") != Likeness::spelled_alike);
}

TEST_CASE("look-alike letters are never equal, near or the same words") {
  CHECK(between("Contoso", "C\xd0\xbentoso") == Likeness::look_alike);        // Cyrillic o
  CHECK(between("ABC", "\xd0\x90\xd0\x92\xd0\xa1") == Likeness::look_alike);  // all of it Cyrillic
  CHECK(between("Contoso Ltd", "C\xce\xbfntoso") == Likeness::look_alike);    // Greek o
  CHECK(between("Contoso", "C0ntoso") == Likeness::look_alike);
  CHECK(between("Contoso", "\xef\xbc\xa3ontoso") == Likeness::look_alike);  // full width
  CHECK(form_of("C\xd0\xbentoso").mixes_alphabets);
  CHECK_FALSE(form_of("Contoso Ромашка").mixes_alphabets);
  CHECK_FALSE(form_of("Łąka Fjörd").mixes_alphabets);
}

TEST_CASE("names that begin with the same words are only a hint") {
  CHECK(between("Contoso", "Contoso Berlin") == Likeness::begins_alike);
  CHECK(between("Amber Bakery Berlin", "Amber Bakery Porto") == Likeness::begins_alike);
  CHECK(between("Amber Bakery", "Amber Clinic") == Likeness::different);
}

TEST_CASE("ill-formed text is compared like any other") {
  CHECK(between("Cont\xffso", "Cont\xffso") == Likeness::equal);
  CHECK(between("\xff", "\xfe") != Likeness::equal);
}

}  // namespace tariff::discovery

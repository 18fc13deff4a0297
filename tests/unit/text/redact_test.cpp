#include "text/redact.hpp"

#include <doctest/doctest.h>

#include "text/crypto.hpp"

namespace tariff {

TEST_CASE("a secret is taken out in every form in which a service may quote it") {
  const std::string secret = "p\xC3\xA4 \"s/<&%+";
  const Redactor hide({secret, ""});
  for (const std::string& form :
       {secret, base64(secret), hex(secret), std::string("p%C3%A4%20%22s%2F%3C%26%25%2B"),
        std::string("p%c3%a4%20%22s%2f%3c%26%25%2b"), std::string("p\xC3\xA4 \\\"s/<&%+"),
        std::string("p\xC3\xA4 &quot;s/&lt;&amp;%+")}) {
    CAPTURE(form);
    CHECK(hide("it said " + form + ", and " + form) == "it said (hidden), and (hidden)");
  }
  CHECK(hide("nothing of that") == "nothing of that");
}

TEST_CASE("of two secrets of which one holds the other, nothing is left") {
  CHECK(Redactor({"open", "open sesame"})("open sesame") == "(hidden)");
}

}  // namespace tariff

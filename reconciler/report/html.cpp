#include "report/html.hpp"

#include "base/inert.hpp"
#include "text/crypto.hpp"

namespace tariff::report {
namespace {

constexpr std::size_t text_bytes_max = 2000;

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
  }
  return "";
}

std::string cell_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return html_text(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  if (const auto* amount = std::get_if<Money>(&cell)) return amount->grouped();
  return "–";
}

std::string kind_class(const Column& column) {
  return column.kind == ColumnKind::number ? " class=\"number\"" : "";
}

std::string hash_of(std::string_view text) { return "'sha256-" + base64(sha256(text)) + "'"; }

std::string policy_of(const HtmlPage& page) {
  std::string policy = "default-src 'none'; style-src " + hash_of(page_style());
  if (!page.script.empty()) policy += "; script-src " + hash_of(page.script);
  return policy + "; base-uri 'none'; form-action 'none'";
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  for (const char c : inert(text, text_bytes_max)) {
    const auto entity = entity_of(c);
    if (entity.empty())
      out += c;
    else
      out += entity;
  }
}

std::string html_text(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string html_table(const Table& table, const RowAttributes& attributes) {
  std::string out = "<table>\n<thead><tr>";
  for (const auto& column : table.columns)
    out += "<th scope=\"col\"" + kind_class(column) + ">" + html_text(column.title) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    out += "<tr" + (attributes.empty() ? std::string{} : attributes[row]) + ">";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      out += "<td" + kind_class(table.columns[i]) + " data-label=\"" + html_text(table.columns[i].title) +
             "\">" + cell_text(table.rows[row][i]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n";
}

std::string html_page(const HtmlPage& page) {
  std::string out = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy_of(page) + "\">\n";
  out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  out += "<meta name=\"referrer\" content=\"no-referrer\">\n";
  out += "<title>" + html_text(page.title) + "</title>\n<style>" + std::string(page_style()) +
         "</style>\n</head>\n<body>\n<header>\n<h1>" + html_text(page.title) + "</h1>\n";
  for (const auto& fact : page.facts) out += "<p>" + html_text(fact) + "</p>\n";
  out += "</header>\n<main>\n" + page.body + "</main>\n";
  if (!page.script.empty()) out += "<script>" + std::string(page.script) + "</script>\n";
  return out + "</body>\n</html>\n";
}

}  // namespace tariff::report

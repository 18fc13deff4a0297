#include "config/keys.hpp"
#include "domain/writer_profile.hpp"

// A description ends with what holds where the key is not written; a test compares it with the built-in
// profile.
namespace tariff::config {
namespace {

constexpr auto required = Presence::required;
constexpr auto optional = Presence::optional;

Key name_key(std::string_view word, std::string_view description) {
  return {word, Form::xml_name, optional, description};
}

Key word_key(std::string_view word, std::string_view description) {
  return {word, Form::name, optional, description};
}

Key block_key(std::string_view word, const Block& block) {
  return {word, Form::block, optional, block.description, {}, &block};
}

template <class Meaning>
Key order_key(const NamedElements<Meaning>& elements) {
  Key key{"order", Form::order, optional,
          "Every key that names an element here, once, as the elements are written one after the other."};
  for (const auto& element : elements) key.choices.push_back(element.word);
  return key;
}

const Block& request_line_block() {
  static const Block block{
      "[request.line]",
      "One line item of a request. What a request does not say is left out.",
      {
          name_key("element", "The element itself. Without it: LineItem."),
          name_key("index", "Its attribute with the number of the line, from 1 on. Without it: Index."),
          name_key("action", "What shall become of the line, a word of [words]. Without it: Action."),
          name_key("detail_id", "The line's number in Tigerpaw. Without it: DetailId."),
          name_key("item_id", "The price book item. Without it: ItemId."),
          name_key("description", "The text on the invoice. Without it: Description."),
          name_key("quantity", "A whole number. Without it: Quantity."),
          name_key("price", "The price of one, with up to four places. Without it: Price."),
          name_key("price_level_id", "The number of the price level. Without it: PriceLevelId."),
          name_key("print_when_quantity_zero", "A truth. Without it: PrintWhenQuantityZero."),
          name_key("delete_after_invoicing", "A truth. Without it: DeleteAfterInvoicing."),
          name_key("use_flat_price", "A truth. Without it: UseFlatPrice."),
          order_key(WriterProfile{}.request.line_parts),
      }};
  return block;
}

const Block& request_block() {
  static const Block block{
      "[request]",
      "What stands in Params.",
      {
          name_key("element", "The element around all. Without it: AgreementAdditionalCharges."),
          name_key("agreement", "The agreement's number. Without it: AgreementNumber."),
          name_key("lines", "The list of line items. Without it: LineItems."),
          order_key(WriterProfile{}.request.parts),
          block_key("line", request_line_block()),
      }};
  return block;
}

const Block& result_line_block() {
  static const Block block{
      "[result.line]",
      "What became of one line item.",
      {
          name_key("element", "The element itself. Without it: LineItem."),
          name_key("index", "Its attribute with the line's number in the request. Without it: Index."),
          name_key("action", "What was asked for, a word of [words]. Without it: Action."),
          name_key("status", "What became of it, a word of [words]. Without it: Status."),
          name_key("detail_id", "The line's number in Tigerpaw. Without it: DetailId."),
          name_key("message", "The reason in words. Without it: Message."),
          order_key(WriterProfile{}.result.line_parts),
      }};
  return block;
}

const Block& result_block() {
  static const Block block{
      "[result]",
      "What stands in SubmitAgreementAdditionalChargesResult.",
      {
          name_key("element", "The element around all. Without it: AgreementAdditionalChargesResult."),
          name_key("agreement", "The agreement's number. Without it: AgreementNumber."),
          name_key("success", "Whether all was done, a truth. Without it: Success."),
          name_key("message", "The reason in words. Without it: Message."),
          name_key("lines", "The list of line items. Without it: LineItems."),
          order_key(WriterProfile{}.result.parts),
          block_key("line", result_line_block()),
      }};
  return block;
}

const Block& words_block() {
  static const Block block{
      "[words]",
      "The words for actions, for what became of them, and for truths. Letter case counts.",
      {
          word_key("create", "The action that makes a line. Without it: Create."),
          word_key("update", "The action that changes a line. Without it: Update."),
          word_key("delete", "The action that removes a line. Without it: Delete."),
          word_key("created", "The status of a line that was made. Without it: Created."),
          word_key("updated", "The status of a line that was changed. Without it: Updated."),
          word_key("deleted", "The status of a line that was removed. Without it: Deleted."),
          word_key("failed", "The status of a line with which nothing was done. Without it: Failed."),
          word_key("yes", "A truth that holds. Without it: true."),
          word_key("no", "A truth that does not hold. Without it: false."),
      }};
  return block;
}

}  // namespace

const Block& writer_profile_keys() {
  static const Block block{
      "the writer profile",
      "How the content of Tigerpaw's SOAP operation SubmitAgreementAdditionalCharges is spelled.",
      {
          {"format", Form::version, required, "The version of this file's form."},
          block_key("request", request_block()),
          block_key("result", result_block()),
          block_key("words", words_block()),
      }};
  return block;
}

}  // namespace tariff::config

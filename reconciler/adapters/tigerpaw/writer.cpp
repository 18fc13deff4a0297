#include "adapters/tigerpaw/writer.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/tigerpaw/classify.hpp"
#include "adapters/tigerpaw/soap_codec.hpp"
#include "base/inert.hpp"

namespace tariff::tigerpaw {
namespace {

/// True where a text survives XML and JSON unchanged.
bool is_sendable(const std::string& text) {
  return is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

/// A service may quote the request in its error, password and all; what the answer means is not touched.
WriteAnswer judged(const http::Answer& answer, const soap::Request& sent, const WriterProfile& profile) {
  auto judgement = classify_charge(answer, sent, profile);
  if (judgement.kind == WriteClass::done) return judgement;
  const Redactor hide({sent.password});
  judgement.message = classify_charge(http::without_secrets(answer, hide), sent, profile).message;
  return judgement;
}

WriteAnswer not_sendable(const std::string& what) {
  return {WriteClass::refused, std::nullopt,
          "Nothing was sent: " + what + " holds a control character or is not UTF-8."};
}

class SoapWriter : public TigerpawWriter {
 public:
  SoapWriter(http::Service service, TigerpawConnection connection, SigningClock clock)
      : service_(std::move(service)), connection_(std::move(connection)), clock_(std::move(clock)) {}

  WriteAnswer create(AgreementNumber agreement, const CreateLine& line) override;
  WriteAnswer set(AgreementNumber agreement, const SetLine& line) override;
  WriteAnswer remove(AgreementNumber agreement, const RemoveLine& line) override;
  WriteAnswer link(AccountNumber account, ExternalProductId product, const std::string& product_name,
                   const std::string& external_id) override;

 private:
  WriteAnswer submit(AgreementNumber agreement, soap::Line line);

  http::Service service_;
  TigerpawConnection connection_;
  SigningClock clock_;
};

WriteAnswer SoapWriter::create(AgreementNumber agreement, const CreateLine& line) {
  soap::Line sent;
  sent.action = soap::LineAction::create;
  sent.item_id = line.item.text();
  if (!line.description.empty()) sent.description = line.description;
  sent.quantity = 0;
  sent.price = line.price.text();
  sent.price_level_id = line.level.value();
  // Said explicitly: the defaults of these are not documented, and a wrong one would show or vanish.
  sent.print_when_quantity_zero = false;
  sent.delete_after_invoicing = false;
  sent.use_flat_price = false;
  return submit(agreement, std::move(sent));
}

WriteAnswer SoapWriter::set(AgreementNumber agreement, const SetLine& line) {
  soap::Line sent;
  sent.action = soap::LineAction::update;
  sent.detail_id = line.detail.value();
  sent.item_id = line.item.text();
  sent.quantity = line.quantity;
  sent.price = line.price.text();
  sent.price_level_id = line.level.value();
  return submit(agreement, std::move(sent));
}

WriteAnswer SoapWriter::remove(AgreementNumber agreement, const RemoveLine& line) {
  soap::Line sent;
  sent.action = soap::LineAction::remove;
  sent.detail_id = line.detail.value();
  sent.item_id = line.item.text();
  return submit(agreement, std::move(sent));
}

WriteAnswer SoapWriter::submit(AgreementNumber agreement, soap::Line line) {
  line.index = 1;
  if (!is_sendable(*line.item_id)) return not_sendable("the item id");
  if (!is_sendable(line.description.value_or(""))) return not_sendable("the description");
  const soap::Request sent{connection_.soap_user.reveal(),
                           connection_.soap_password.reveal(),
                           agreement.value(),
                           {std::move(line)}};
  http::Request request;
  request.method = "POST";
  request.target = service_.base_path() + std::string(soap::path);
  request.headers = {{"Accept", "text/xml"}, {"SOAPAction", std::string(soap::action_header)}};
  request.content_type = std::string(soap::content_type);
  request.body = soap::write_request(sent, connection_.writer_profile);
  return judged(http::send_once(service_, request), sent, connection_.writer_profile);
}

WriteAnswer SoapWriter::link(AccountNumber account, ExternalProductId product,
                             const std::string& product_name, const std::string& external_id) {
  if (!is_sendable(product_name)) return not_sendable("the product's name");
  if (!is_sendable(external_id)) return not_sendable("the external id");
  const auto body = Json::object({{"ExternalProductId", Json::number(product.value())},
                                  {"ExternalProduct", Json::string(product_name)},
                                  {"ExternalId", Json::string(external_id)}});
  http::Request request;
  request.method = "POST";
  request.target = service_.base_path() + "/api/accounts/" + account.text() + "/service/externalproducts";
  request.headers = signed_headers(connection_, request.method, request.target, clock_());
  request.content_type = "application/json";
  request.body = body.text();
  return classify_link(http::send_once(service_, request), {product.value(), external_id});
}

}  // namespace

Result<std::unique_ptr<TigerpawWriter>> make_tigerpaw_writer(const TigerpawConnection& connection,
                                                             SigningClock clock) {
  if (connection.writer == WriterKind::none)
    return Error{ErrorKind::invalid,
                 "The connections say writer = \"none\" for Tigerpaw, so nothing is written.",
                 "Set [tigerpaw] writer = \"soap\" where charges are to be written."};
  if (connection.soap_user.empty() || connection.soap_password.empty())
    return Error{ErrorKind::invalid, "The SOAP user or password for Tigerpaw is missing.",
                 "Set TARIFF_TIGERPAW_SOAP_USER and TARIFF_TIGERPAW_SOAP_PASSWORD."};
  auto service = service_of(connection);
  if (!service) return service.error();
  std::unique_ptr<TigerpawWriter> writer =
      std::make_unique<SoapWriter>(std::move(*service), connection, std::move(clock));
  return writer;
}

}  // namespace tariff::tigerpaw

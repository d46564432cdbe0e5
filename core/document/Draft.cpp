// SPDX-License-Identifier: Apache-2.0
#include "document/Draft.h"

#include <algorithm>

#include "site/Findings.h"
#include "site/Repeats.h"

namespace plenum {
namespace {

Problem problemAt(std::string pointer, Text what, Text remedy = {}) {
  Problem problem;
  problem.place.pointer = std::move(pointer);
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  return problem;
}

/// "H1/R2" within hall H1 is "R2".
std::string local(const std::string& hall, const std::string& id) {
  return id.compare(0, hall.size() + 1, hall + "/") == 0 ? id.substr(hall.size() + 1) : id;
}
std::string full(const std::string& hall, const std::string& id) { return hall + "/" + local(hall, id); }

/// Makes one edit on a copy of the site. A hall that is changed gets a design of its own; everything else is shared.
class Drafter {
 public:
  explicit Drafter(SitePtr site) : site_(std::move(site)) {}

  Result<SitePtr> operator()(const RenameSite& e) {
    if (site_->name == e.name) return site_;
    auto out = std::make_shared<Site>(*site_);
    out->name = e.name;
    return SitePtr(std::move(out));
  }
  Result<SitePtr> operator()(const RenameHall& e) {
    const auto hall = hallAt(e.hall);
    if (!hall) return hall.problems();
    if (site_->halls[*hall].name == e.name) return site_;
    auto out = std::make_shared<Site>(*site_);
    out->halls[*hall].name = e.name;
    return SitePtr(std::move(out));
  }
  Result<SitePtr> operator()(const AddRow& e) {
    return onDesign(e.hall, [&e](HallDesign& design) { design.rows.push_back(e.row); });
  }
  Result<SitePtr> operator()(const RemoveRow& e) {
    return onRow(e.hall, e.row, [](HallDesign& design, std::size_t row) {
      design.rows.erase(design.rows.begin() + static_cast<std::ptrdiff_t>(row));
    });
  }
  Result<SitePtr> operator()(const MoveRow& e) {
    if (e.byM == Vec2{}) return site_;
    return onRow(e.hall, e.row, [&e](HallDesign& design, std::size_t row) {
      design.rows[row].originM = design.rows[row].originM + e.byM;
    });
  }
  Result<SitePtr> operator()(const SetRowRacks& e) {
    return onRow(e.hall, e.row, [&e](HallDesign& design, std::size_t row) { design.rows[row].racks = e.racks; });
  }
  Result<SitePtr> operator()(const SetRowType& e) {
    return onRow(e.hall, e.row, [&e](HallDesign& design, std::size_t row) { design.rows[row].rack = e.rack; });
  }
  Result<SitePtr> operator()(const SetDesignSupply& e) {
    for (std::size_t i = 0; i < site_->circuits.size(); ++i) {
      if (site_->circuits[i].id != e.target) continue;
      if (site_->circuits[i].supplySetpoint == e.to) return site_;
      auto out = std::make_shared<Site>(*site_);
      out->circuits[i].supplySetpoint = e.to;
      return SitePtr(std::move(out));
    }
    const std::size_t slash = e.target.find('/');
    const std::string hall = e.target.substr(0, slash);
    if (slash == std::string::npos) {
      if (!hallAt(hall)) return noSupply(e.target);
      return onDesign(hall, [&e](HallDesign& design) { design.supplyAirSetpoint = e.to; });
    }
    const auto index = hallAt(hall);
    if (!index) return noSupply(e.target);
    const auto& loops = site_->halls[*index].design->loops;
    for (std::size_t i = 0; i < loops.size(); ++i)
      if (loops[i].id == e.target.substr(slash + 1))
        return onDesign(hall, [&e, i](HallDesign& design) { design.loops[i].supplySetpoint = e.to; });
    return noSupply(e.target);
  }

 private:
  Result<std::size_t> hallAt(const std::string& id) const {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < site_->halls.size(); ++i) {
      if (site_->halls[i].id == id && site_->halls[i].design) return i;
      known.push_back(site_->halls[i].id);
    }
    return problemAt("/halls", Text("edit.noHall", {{"id", id}}), remedyFor(id, known));
  }

  Problem noSupply(const std::string& target) const {
    std::vector<std::string> known;
    for (const Circuit& circuit : site_->circuits) known.push_back(circuit.id);
    for (const Hall& hall : site_->halls) {
      known.push_back(hall.id);
      if (!hall.design) continue;
      for (const LoopSpec& loop : hall.design->loops) known.push_back(full(hall.id, loop.id));
    }
    return problemAt("", Text("edit.noSupply", {{"id", target}}), remedyFor(target, known));
  }

  template <class Change>
  Result<SitePtr> onDesign(const std::string& hallId, Change change) {
    const auto hall = hallAt(hallId);
    if (!hall) return hall.problems();
    auto design = std::make_shared<HallDesign>(*site_->halls[*hall].design);
    change(*design);
    if (*design == *site_->halls[*hall].design) return site_;
    auto out = std::make_shared<Site>(*site_);
    out->halls[*hall].design = std::move(design);
    return SitePtr(std::move(out));
  }

  /// `row` names a record, hence every copy of its repeat, or one copy ("R2" of a repeat "R"): then the repeat is
  /// written out first, which changes no id and no place.
  template <class Change>
  Result<SitePtr> onRow(const std::string& hallId, const std::string& rowId, Change change) {
    const auto hall = hallAt(hallId);
    if (!hall) return hall.problems();
    const std::string wanted = local(hallId, rowId);
    const auto& rows = site_->halls[*hall].design->rows;
    std::vector<std::string> known;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].id == wanted) return onDesign(hallId, [&](HallDesign& design) { change(design, i); });
      known.push_back(rows[i].id);
      const Repeat& repeat = rows[i].repeat;
      if (repeat.count <= 1 || wanted.compare(0, rows[i].id.size(), rows[i].id) != 0) continue;
      for (int n = 1; n <= repeat.count; ++n)
        if (copyId(rows[i].id, repeat, n) == wanted)
          return onDesign(hallId, [&](HallDesign& design) {
            writeOut(design, i);
            change(design, i + static_cast<std::size_t>(n) - 1);
          });
    }
    return problemAt("/halls/" + std::to_string(*hall) + "/rows", Text("edit.noRow", {{"id", full(hallId, rowId)}}),
                     remedyFor(wanted, known));
  }

  static void writeOut(HallDesign& design, std::size_t row) {
    const RowSpec whole = design.rows[row];
    std::vector<RowSpec> copies;
    for (int n = 1; n <= whole.repeat.count; ++n) copies.push_back(rowCopy(whole, n));
    const auto at = design.rows.erase(design.rows.begin() + static_cast<std::ptrdiff_t>(row));
    design.rows.insert(at, copies.begin(), copies.end());
  }

  SitePtr site_;
};

struct Namer {
  Text operator()(const RenameSite& e) const { return Text("edit.renameSite", {{"name", e.name.in(false)}}); }
  Text operator()(const RenameHall& e) const {
    return Text("edit.renameHall", {{"hall", e.hall}, {"name", e.name.in(false)}});
  }
  Text operator()(const AddRow& e) const { return Text("edit.addRow", {{"row", full(e.hall, e.row.id)}}); }
  Text operator()(const RemoveRow& e) const { return Text("edit.removeRow", {{"row", full(e.hall, e.row)}}); }
  Text operator()(const MoveRow& e) const { return Text("edit.moveRow", {{"row", full(e.hall, e.row)}}); }
  Text operator()(const SetRowRacks& e) const {
    return Text("edit.setRowRacks", {{"row", full(e.hall, e.row)}, {"racks", std::to_string(e.racks)}});
  }
  Text operator()(const SetRowType& e) const {
    return Text("edit.setRowType", {{"row", full(e.hall, e.row)}, {"rack", e.rack}});
  }
  Text operator()(const SetDesignSupply& e) const {
    return Text("edit.setDesignSupply", {{"target", e.target}, {"value", toText(e.to.si)}});
  }
};

}  // namespace

Result<SitePtr> draft(const SitePtr& site, const Edit& edit) { return std::visit(Drafter(site), edit); }

Text nameOf(const Edit& edit) { return std::visit(Namer{}, edit); }

}  // namespace plenum

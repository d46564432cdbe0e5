// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QPointer>
#include <QScrollArea>
#include <QTimer>

#include "board/DerivationView.h"
#include "board/PictureView.h"
#include "live/Selection.h"

class QGridLayout;

namespace plenum::views {

/// What executives look at: the pictures of the plan side by side, as many as there is room for, or one large. Follows
/// option, month and samples as they are shown. What is clicked says where its number comes from, and leads to its
/// month, work or thing.
class BoardPanel final : public QWidget {
  Q_OBJECT
 public:
  BoardPanel(Look& look, Selection& selection, PlanShown& shown, QWidget* parent = nullptr);
  ~BoardPanel() override;

  /// What the present value hangs on, of the evaluation with that fingerprint; another's is passed over.
  void showDrivers(const std::string& fingerprint, std::vector<plan::Driver> drivers);
  /// Opens the derivation on a sheet that lies over the window and takes no room from anything. `beside`: what was
  /// asked, and stays in sight where the window is large enough; null: these pictures.
  void derive(const plan::Headline& headline, QWidget* beside = nullptr);
  void closeDerivation();
  /// One picture alone; "" all again.
  void enlarge(const std::string& id);
  const std::string& large() const { return large_; }
  /// Days late that the dial asks for.
  void setDelayDays(double days);
  /// The plan is being worked out: how far it is stands in the empty pictures. "": it is not.
  void tellWorking(const QString& text);

  PictureView* view(const std::string& id) const;
  DerivationView& derivation() { return *derivation_; }
  bool isDeriving() const { return derivation_ && !derivation_->isHidden(); }
  int columns() const { return columns_; }
  /// On white, at the size that it wants.
  Problems savePicture(const std::string& id, const QString& file);
  Problems saveNumbers(const std::string& id, const QString& file);

  QSize sizeHint() const override { return {900, 280}; }
  QSize minimumSizeHint() const override { return {260, 140}; }

 Q_SIGNALS:
  /// Drivers of the option as shown are about to be seen.
  void driversWanted();
  void activated(EntityRef entity);
  /// A work of the plan is to be looked at.
  void workChosen(const QString& activity);
  void refused(const Problems& problems);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  PlanSeen seen() const;
  void follow();
  QString emptyText() const;
  void arrange();
  void placeSheet();
  void choose(PictureView& view, const PictureMark& mark);
  void menu(PictureView& view, QPoint global, int mark);
  void go(const PictureMark& mark);
  bool leads(const PictureMark& mark) const;
  void offer(const std::string& id, bool isPicture);

  Look& look_;
  Selection& selection_;
  PlanShown& shown_;
  std::vector<plan::Driver> drivers_;
  std::string driversOf_;  // fingerprint
  double delayDays_ = 90.0;
  std::string gate_, large_;
  QString working_;
  int columns_ = 0;
  QTimer waiting_;  // for drivers, while somebody drags
  QScrollArea* area_;
  QWidget* sheet_;
  QGridLayout* grid_;
  std::vector<PictureView*> views_;
  QPointer<DerivationView> derivation_;  // of the window, once it was asked for
  QPointer<QWidget> beside_, cameFrom_;  // what the sheet keeps clear of; what had the keyboard before
};

}  // namespace plenum::views

from django.db import migrations


def tell(apps, schema_editor):
    """Make notifications of what comments tell people and they have not seen; keep languages."""
    notice = apps.get_model("articles_comments", "CommentNotice")
    notification = apps.get_model("articles_notifications", "Notification")
    open_ones = notice.objects.filter(
        done_at=None, comment__deleted_at=None, comment__thread__resolved_at=None
    ).select_related("comment__thread")
    notification.objects.bulk_create(
        (
            notification(
                user_id=row.user_id,
                kind=row.reason,
                happening=f"comment:{row.comment_id}",
                article_id=row.comment.thread.article_id,
                by_id=row.comment.author_id,
                text=row.comment.text,
                details={"thread": row.comment.thread_id, "quote": row.comment.thread.exact},
                place=(
                    f"/admin/articles/article/{row.comment.thread.article_id}/change/"
                    f"?comment={row.comment_id}"
                ),
                at=row.comment.written_at,
            )
            for row in open_ones.iterator(chunk_size=500)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )
    copy_languages(apps, "articles_comments", "articles_notifications")


def take_back(apps, schema_editor):
    copy_languages(apps, "articles_notifications", "articles_comments")


def copy_languages(apps, source, target):
    rows = apps.get_model(source, "DeskLanguage").objects.values_list("user", "language")
    model = apps.get_model(target, "DeskLanguage")
    model.objects.bulk_create(
        (model(user_id=user, language=language) for user, language in rows), ignore_conflicts=True
    )


class Migration(migrations.Migration):

    dependencies = [
        ("articles_comments", "0001_initial"),
        ("articles_notifications", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(tell, take_back),
        migrations.RemoveField(model_name="commentnotice", name="done_at"),
        migrations.DeleteModel(name="DeskLanguage"),
    ]

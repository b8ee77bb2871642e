"""A line break after a language code is no part of one; the tables stay as they are."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jurisdictions', '0013_sources_read_as_quoted_by_others'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalterm',
            name='language',
            field=models.CharField(default='en', help_text='A language code: en, de, pt-BR. Screen readers pronounce the term by it.', max_length=8, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Z]{2})?\\Z', 'Give a code such as en or pt-BR.')], verbose_name='language of the term'),
        ),
        migrations.AlterField(
            model_name='term',
            name='language',
            field=models.CharField(default='en', help_text='A language code: en, de, pt-BR. Screen readers pronounce the term by it.', max_length=8, validators=[django.core.validators.RegexValidator('^[a-z]{2,3}(-[A-Z]{2})?\\Z', 'Give a code such as en or pt-BR.')], verbose_name='language of the term'),
        ),
    ]
